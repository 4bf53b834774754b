package drover.access;

import drover.chat.ChatAddress;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How one chat and topic likes to be told.
 *
 * @param zone null: it has chosen none
 * @param quiet null: no quiet hours
 * @param children whether it wants to hear more of children than their problems
 * @param lookedAt when somebody last asked there for what was missed; null: never
 */
public record ChatSettings(
    ChatAddress chat,
    @Nullable ZoneId zone,
    @Nullable QuietHours quiet,
    boolean children,
    @Nullable Instant lookedAt) {
  /** Of a chat that has chosen nothing. */
  public static ChatSettings usual(ChatAddress chat) {
    return new ChatSettings(chat, null, null, false, null);
  }
}
