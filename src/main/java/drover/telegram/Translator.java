package drover.telegram;

import drover.chat.ChatAddress;
import drover.chat.ChatKind;
import drover.chat.Incoming;
import drover.chat.Incoming.Kind;
import drover.chat.Incoming.Mention;
import drover.chat.Incoming.Reply;
import drover.chat.Incoming.Sender;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberRestricted;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Turns Telegram's updates into {@link Incoming}. Pure; never throws. */
final class Translator {
  private static final Logger log = LoggerFactory.getLogger(Translator.class);

  /** Twice what Telegram lets a person type. */
  private static final int LONGEST_TEXT = 8192;

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TOKEN = 64;
  private static final int GENERAL_TOPIC = 1;
  private static final Set<String> MENTIONS = Set.of("mention", "text_mention");
  private static final Set<String> PRESENT = Set.of("member", "administrator", "creator");

  private final String username;

  /**
   * @param username the bot's own, without the sign
   */
  Translator(String username) {
    this.username = username;
  }

  /**
   * Empty for what does not concern us.
   *
   * @param pressedAt the time of presses, which carry none
   */
  Optional<Incoming> translate(Update update, Instant pressedAt) {
    try {
      if (update.getMessage() != null) {
        return message(update.getUpdateId(), update.getMessage());
      }
      if (update.getCallbackQuery() != null) {
        return press(update.getUpdateId(), update.getCallbackQuery(), pressedAt);
      }
      if (update.getMyChatMember() != null) {
        return membership(update.getUpdateId(), update.getMyChatMember());
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      log.warn(
          "Update {} makes no sense; skipped ({})",
          update.getUpdateId(),
          e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private Optional<Incoming> message(long updateId, Message message) {
    Chat chat = message.getChat();
    Instant sentAt = time(message.getDate());
    Sender sender = sender(message.getFrom(), message.getSenderChat());
    if (message.getMigrateToChatId() != null) {
      return Optional.of(
          moved(updateId, chat.getId(), message.getMigrateToChatId(), sender, sentAt));
    }
    if (message.getMigrateFromChatId() != null) {
      return Optional.of(
          moved(updateId, message.getMigrateFromChatId(), chat.getId(), sender, sentAt));
    }
    if (message.getForumTopicReopened() != null || message.getGeneralForumTopicUnhidden() != null) {
      return Optional.of(reopened(updateId, message, sender));
    }
    String text = message.getText();
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    ChatKind kind = kind(chat);
    Incoming typed =
        new Incoming(
                updateId,
                Kind.TYPED,
                new ChatAddress(chat.getId(), topic(message)),
                kind,
                sender,
                cut(text, LONGEST_TEXT),
                null,
                number(message.getMessageId()),
                sentAt,
                isAddressed(kind, text))
            .pointing(reply(message), mentions(message));
    boolean secondHand = message.getForwardOrigin() != null || message.getViaBot() != null;
    return Optional.of(secondHand ? typed.atSecondHand() : typed);
  }

  /** What stands in a topic answers, without being a reply, the note that opened the topic. */
  private static @Nullable Reply reply(Message message) {
    Message to = message.getReplyToMessage();
    if (to == null || to.getMessageId() == null || to.getForumTopicCreated() != null) {
      return null;
    }
    return new Reply(to.getMessageId(), sender(to.getFrom(), to.getSenderChat()));
  }

  private static List<Mention> mentions(Message message) {
    List<MessageEntity> entities = message.getEntities();
    return entities == null
        ? List.of()
        : entities.stream()
            .filter(entity -> MENTIONS.contains(orEmpty(entity.getType())))
            .limit(Incoming.MOST_MENTIONS)
            .map(Translator::mention)
            .toList();
  }

  private static Mention mention(MessageEntity entity) {
    User user = entity.getUser();
    return new Mention(
        cut(orEmpty(entity.getText()), LONGEST_NAME), user == null ? null : sender(user, null));
  }

  private static Optional<Incoming> press(long updateId, CallbackQuery query, Instant pressedAt) {
    MaybeInaccessibleMessage message = query.getMessage();
    String token = query.getData();
    if (message == null || token == null || token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    Integer topic = message instanceof Message whole ? topic(whole) : null;
    return Optional.of(
        new Incoming(
            updateId,
            Kind.PRESSED,
            new ChatAddress(message.getChat().getId(), topic),
            kind(message.getChat()),
            sender(query.getFrom(), null),
            token,
            query.getId(),
            number(message.getMessageId()),
            pressedAt,
            true));
  }

  private static Optional<Incoming> membership(long updateId, ChatMemberUpdated change) {
    boolean now = isPresent(change.getNewChatMember());
    if (change.getOldChatMember() != null && isPresent(change.getOldChatMember()) == now) {
      return Optional.empty();
    }
    return Optional.of(
        new Incoming(
            updateId,
            now ? Kind.ADMITTED : Kind.EXPELLED,
            ChatAddress.of(change.getChat().getId()),
            kind(change.getChat()),
            sender(change.getFrom(), null),
            cut(orEmpty(change.getChat().getTitle()), LONGEST_NAME),
            null,
            null,
            time(change.getDate()),
            true));
  }

  private static Incoming moved(long updateId, long from, long to, Sender sender, Instant sentAt) {
    return new Incoming(
        updateId,
        Kind.MIGRATED,
        ChatAddress.of(from),
        ChatKind.GROUP,
        sender,
        Long.toString(to),
        null,
        null,
        sentAt,
        true);
  }

  private static Incoming reopened(long updateId, Message message, Sender sender) {
    return new Incoming(
        updateId,
        Kind.REOPENED,
        new ChatAddress(message.getChat().getId(), topic(message)),
        kind(message.getChat()),
        sender,
        "",
        null,
        null,
        time(message.getDate()),
        true);
  }

  /** Posts of channels never are. */
  private boolean isAddressed(ChatKind kind, String text) {
    boolean command = text.startsWith("/");
    return switch (kind) {
      case PRIVATE -> !command || isForUs(text);
      case GROUP, SUPERGROUP -> command && isForUs(text);
      case CHANNEL -> false;
    };
  }

  /** A command without a name is for every bot of the group; with one, for that bot alone. */
  private boolean isForUs(String text) {
    String command = text.split("\\s", 2)[0];
    int at = command.indexOf('@');
    return at < 0 || command.substring(at + 1).equalsIgnoreCase(username);
  }

  private static boolean isPresent(ChatMember member) {
    if (member instanceof ChatMemberRestricted restricted) {
      return Boolean.TRUE.equals(restricted.getIsMember());
    }
    return PRESENT.contains(member.getStatus());
  }

  /** A {@code senderChat} means that a group or channel speaks; the user named is a stand-in. */
  private static Sender sender(@Nullable User from, @Nullable Chat senderChat) {
    if (senderChat != null) {
      return new Sender(
          null, cut(orEmpty(senderChat.getTitle()), LONGEST_NAME), senderChat.getUserName(), false);
    }
    if (from == null) {
      return new Sender(null, "", null, false);
    }
    String name = (orEmpty(from.getFirstName()) + " " + orEmpty(from.getLastName())).strip();
    return new Sender(
        new UserId(from.getId()),
        cut(name, LONGEST_NAME),
        from.getUserName(),
        Boolean.TRUE.equals(from.getIsBot()));
  }

  /** A reply outside of topics has a thread too; only the flag makes it a topic. */
  private static @Nullable Integer topic(Message message) {
    Integer thread = message.getMessageThreadId();
    boolean real = Boolean.TRUE.equals(message.getIsTopicMessage());
    return real && thread != null && thread != GENERAL_TOPIC ? thread : null;
  }

  private static ChatKind kind(Chat chat) {
    return switch (orEmpty(chat.getType())) {
      case "private" -> ChatKind.PRIVATE;
      case "group" -> ChatKind.GROUP;
      case "channel" -> ChatKind.CHANNEL;
      default -> ChatKind.SUPERGROUP;
    };
  }

  private static Instant time(@Nullable Integer seconds) {
    return Instant.ofEpochSecond(seconds == null ? 0 : seconds);
  }

  private static @Nullable Long number(@Nullable Integer value) {
    return value == null ? null : Long.valueOf(value);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
