package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import java.util.concurrent.CompletableFuture;

/**
 * The front lane: answers to people. Kept in memory, ahead of every notice of the same chat, within
 * the same limits and parks.
 *
 * <p>Any thread; returns at once. The futures end normally, with what came of it after retries, and
 * never with an exception; what hangs on them runs on a sending thread and must be short.
 */
public interface Answers {
  CompletableFuture<SendResult> send(ChatAddress to, OutgoingMessage message);

  /** An edit of the same message that still waits is dropped; its future ends with this one's. */
  CompletableFuture<SendResult> edit(MessageRef message, OutgoingMessage content);

  /** Free of every limit and lane; at once. */
  void answerPress(String pressId, String text, boolean alert);
}
