package drover.order;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what people are describing: at most one draft a person, chat and topic. */
public interface DraftStore {
  /** Keeps a new one in place of the one before; returns it with its number. */
  Draft begin(Draft draft);

  Optional<Draft> of(UserId by, ChatAddress chat);

  Optional<Draft> find(long id);

  /**
   * Keeps what changed and returns it with its next revision; empty when somebody else changed or
   * dropped it since it was read.
   */
  Optional<Draft> save(Draft draft);

  void drop(long id);

  /** Open, and touched last before then. */
  List<Draft> silentSince(Instant before);

  /** Forgets those touched last before then; returns how many. */
  int sweep(Instant before);
}
