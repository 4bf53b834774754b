package drover.monitor;

import drover.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps beliefs, one for each session id, so that a restart compares instead of forgetting. */
public interface BeliefStore {
  List<Belief> all();

  void save(Belief belief);

  void save(List<Belief> beliefs);

  void remove(SessionId session);

  /** When the board was first learned; empty before the first list ever. */
  Optional<Instant> learnedAt();

  void markLearned(Instant at);

  /** When the last complete list was applied, as of the last save; empty before the first. */
  Optional<Instant> lastSeenAt();

  void markSeen(Instant at);
}
