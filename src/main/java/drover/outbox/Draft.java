package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a notice between its attempts, in memory: forgotten, it costs an attempt
 * more. One sending thread at a time.
 */
final class Draft {
  boolean plain;
  boolean bare;
  boolean asNew;
  boolean toChatItself;
  boolean moved;
  int renderFailures;
  int notDone;
  int unknown;
  private @Nullable ChatAddress stampedFor;
  private @Nullable OutgoingMessage original;
  private @Nullable OutgoingMessage stamped;

  /** What was stamped before from the same words; null when there is none. */
  @Nullable OutgoingMessage stampedOf(ChatAddress to, OutgoingMessage message) {
    return to.equals(stampedFor) && message.equals(original) ? stamped : null;
  }

  void remember(ChatAddress to, OutgoingMessage message, OutgoingMessage withTokens) {
    stampedFor = to;
    original = message;
    stamped = withTokens;
  }
}
