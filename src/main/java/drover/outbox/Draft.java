package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a notice between its attempts, in memory: forgotten, it costs an attempt
 * more. One sending thread at a time.
 */
final class Draft {
  private static final int MOST = 1000;

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

  /** The drafts of a bounded number of notices, by delivery. Any thread. */
  static Map<Long, Draft> shelf() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Draft> eldest) {
            return size() > MOST;
          }
        });
  }
}
