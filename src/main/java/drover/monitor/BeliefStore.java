package drover.monitor;

import drover.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** Since when the server is away, as people were told; empty while it is not. */
  Optional<Instant> awaySince();

  /**
   * @param since null: it is back
   */
  void markAway(@Nullable Instant since);
}
