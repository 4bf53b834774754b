package drover.digest;

import drover.chat.ChatAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps digest plans, at most one for a chat and topic. */
public interface DigestStore {
  void put(DigestPlan plan);

  boolean remove(ChatAddress chat);

  Optional<DigestPlan> of(ChatAddress chat);

  /** Due by then, of chats that can be written to; oldest first. */
  List<DigestPlan> due(Instant now);

  /** All plans. */
  List<DigestPlan> all();

  /** Compare-and-set on {@code nextDue}: false when somebody else took this one. */
  boolean advance(ChatAddress chat, Instant due, Instant next);
}
