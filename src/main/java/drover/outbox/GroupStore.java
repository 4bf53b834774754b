package drover.outbox;

import drover.chat.MessageRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps which messages tell many facts, and the page of each that is shown. */
public interface GroupStore {
  /** That message was sent, its first page shown. */
  void addGroup(MessageRef message, boolean held, Instant at);

  /** What is shown of it; empty when it tells one fact, or nobody knows. */
  Optional<GroupPage> group(MessageRef message);

  /** Notes the page that is shown from now on. */
  void turnTo(MessageRef message, int page);

  /** All that it tells, in the order of their coming. */
  List<Delivery> members(MessageRef message);
}
