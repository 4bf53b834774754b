package drover.access;

import drover.chat.ChatAddress;
import java.time.Instant;

/**
 * Something that keeps the bot from telling somebody, as far as is known still.
 *
 * @param where {@link #NOWHERE} when it is of no chat
 * @param why in the chat service's words
 */
public record Trouble(Kind kind, ChatAddress where, Instant since, String why) {
  public static final ChatAddress NOWHERE = ChatAddress.of(0);

  /** What is wrong. */
  public enum Kind {
    /** Blocked, removed or deleted. */
    CHAT_LOST,
    /** The bot may not write there. */
    NO_RIGHTS,
    /** The topic was deleted; what is for it goes to the chat itself. */
    TOPIC_GONE,
    /** Another program takes the updates away. */
    OTHER_POLLER,
    /** The chat service asked for a long pause; why says how long. */
    MADE_TO_WAIT
  }
}
