package drover.emulator;

import org.jspecify.annotations.Nullable;

/**
 * Who a message is from.
 *
 * @param user null for a post of a channel
 * @param senderChat the chat in whose name it was sent, by an anonymous administrator or a channel
 */
public record Author(@Nullable User user, @Nullable Long senderChat) {
  /** The account that Telegram shows for administrators who post as the group. */
  static final User ANONYMOUS_ADMIN =
      new User(1087968824L, "Group", "GroupAnonymousBot", null, true);

  /** The account that Telegram shows for people who post as a channel. */
  static final User CHANNEL_SENDER = new User(136817688L, "Channel", "Channel_Bot", null, true);

  /** The name to show, or "Channel" for a post of one. */
  public String name() {
    return user == null ? "Channel" : user.firstName();
  }

  public boolean bot() {
    return user != null && user.bot() && senderChat == null;
  }
}
