package drover.subscription;

import drover.session.Agent;
import drover.session.SessionId;
import java.util.List;
import java.util.Optional;

/** Knows, from memory, whom an agent belongs to. Any thread. */
@FunctionalInterface
public interface Kin {
  /** Nobody is known. */
  Kin NONE = id -> Optional.empty();

  /** How an agent is called. */
  Optional<String> nameOf(SessionId id);

  /**
   * As what it was, or stood, before it was respawned: whoever asked for those asks for it as well.
   * At most a few.
   */
  default List<Traits> former(Agent agent) {
    return List.of();
  }
}
