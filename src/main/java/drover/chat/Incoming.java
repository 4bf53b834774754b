package drover.chat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person, or the service itself, sent us.
 *
 * @param updateId the service's number; may start anew after a quiet week
 * @param text what was typed; the token for {@link Kind#PRESSED}; the new number for {@link
 *     Kind#MIGRATED}; else the group's title, empty for a private chat
 * @param pressId what to answer a press with; null for the rest
 * @param messageId the message typed, or the one whose button was pressed; null when none
 * @param sentAt by the service's clock; for a press, which carries no time, when we fetched it, or
 *     the last time before that we were there, when that is over a minute ago
 * @param addressed typed in a private chat, or in a group as a command to this bot; the rest is not
 *     for us
 * @param secondHand forwarded, or composed by another bot: the words are somebody else's, and no
 *     order
 * @param repliedTo null when it answers no message
 * @param mentions at most ten, in the order of the text
 */
public record Incoming(
    long updateId,
    Kind kind,
    ChatAddress chat,
    ChatKind chatKind,
    Sender sender,
    String text,
    @Nullable String pressId,
    @Nullable Long messageId,
    Instant sentAt,
    boolean addressed,
    boolean secondHand,
    @Nullable Reply repliedTo,
    List<Mention> mentions) {
  public static final int MOST_MENTIONS = 10;

  public Incoming {
    mentions = mentions.stream().limit(MOST_MENTIONS).toList();
  }

  /** First hand, and pointing at nobody. */
  public Incoming(
      long updateId,
      Kind kind,
      ChatAddress chat,
      ChatKind chatKind,
      Sender sender,
      String text,
      @Nullable String pressId,
      @Nullable Long messageId,
      Instant sentAt,
      boolean addressed) {
    this(
        updateId, kind, chat, chatKind, sender, text, pressId, messageId, sentAt, addressed, false,
        null, List.of());
  }

  /** The same, pointing at a message and at people. */
  public Incoming pointing(@Nullable Reply reply, List<Mention> people) {
    return new Incoming(
        updateId,
        kind,
        chat,
        chatKind,
        sender,
        text,
        pressId,
        messageId,
        sentAt,
        addressed,
        secondHand,
        reply,
        people);
  }

  /** The same, with somebody else's words. */
  public Incoming atSecondHand() {
    return new Incoming(
        updateId, kind, chat, chatKind, sender, text, pressId, messageId, sentAt, addressed, true,
        repliedTo, mentions);
  }

  /** What it is. */
  public enum Kind {
    TYPED,
    PRESSED,
    /** The bot may write here (again): added to a group, unblocked by a person. */
    ADMITTED,
    /** The bot was removed or blocked. */
    EXPELLED,
    /** The topic of {@code chat}, without one the general topic, takes messages again. */
    REOPENED,
    /** The group has become a supergroup with the number in {@code text}. */
    MIGRATED
  }

  /**
   * @param id null when someone posts as a group or channel: nobody to give a role to
   * @param name how to call them: the first and last name
   * @param handle the @name without the sign; null when none
   */
  public record Sender(@Nullable UserId id, String name, @Nullable String handle, boolean bot) {}

  /** The message in the same chat that it answers, and who wrote that. */
  public record Reply(long message, Sender author) {}

  /**
   * A person named in the text.
   *
   * @param text as it stands there: "@handle", or any words that the service has tied to a person
   * @param person null for a handle, which says nothing but itself
   */
  public record Mention(String text, @Nullable Sender person) {}
}
