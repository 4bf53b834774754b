package drover.chat;

import org.jspecify.annotations.Nullable;

/**
 * A chat and a topic in it.
 *
 * @param chat the service's number; negative for groups
 * @param topic null for chats without topics and for a forum's general topic
 */
public record ChatAddress(long chat, @Nullable Integer topic) {
  public static ChatAddress of(long chat) {
    return new ChatAddress(chat, null);
  }

  /** Whether more than one person may read here. */
  public boolean isGroup() {
    return chat < 0;
  }
}
