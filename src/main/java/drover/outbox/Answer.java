package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way. While it waits it belongs to the {@link FrontLanes}, while it is sent to
 * that thread.
 */
final class Answer {
  final List<CompletableFuture<SendResult>> futures = new ArrayList<>();
  Instant since;
  ChatAddress to;
  @Nullable MessageRef target;
  OutgoingMessage content;
  long number;
  boolean stamped;
  boolean plain;
  int failures;

  /**
   * @param target the message to edit; null for a new one
   */
  Answer(ChatAddress to, @Nullable MessageRef target, OutgoingMessage content, Instant since) {
    this.to = to;
    this.target = target;
    this.content = content;
    this.since = since;
  }

  boolean isEdit() {
    return target != null;
  }

  void finish(SendResult result) {
    futures.forEach(future -> future.complete(result));
  }
}
