package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chats, the people and the bot: what there is, who may do what, and the next free ids.
 *
 * <p>Callers hold the monitor of {@link State} while they read or change anything.
 */
final class World {
  final State state;
  final Clock clock;
  final User bot;
  final UpdateQueue updates;
  final ChangeFeed changes;

  World(State state, Clock clock, User bot, UpdateQueue updates, ChangeFeed changes) {
    this.state = state;
    this.clock = clock;
    this.bot = bot;
    this.updates = updates;
    this.changes = changes;
  }

  Instant now() {
    return clock.instant();
  }

  /** Finds a chat by number or by {@code @username}, or refuses. */
  ChatState chat(JsonNode id) {
    ChatState found = id.isNumber() ? state.chats.get(id.asLong()) : named(id.asText());
    if (found == null || found.deleted) {
      throw ApiRefusal.badRequest("chat not found");
    }
    return found;
  }

  private @Nullable ChatState named(String text) {
    if (text.matches("-?\\d{1,18}")) {
      return state.chats.get(Long.parseLong(text));
    }
    String wanted = text.startsWith("@") ? text.substring(1) : text;
    return state.chats.values().stream()
        .filter(chat -> chat.kind != ChatKind.PRIVATE && wanted.equalsIgnoreCase(chat.username))
        .findFirst()
        .orElse(null);
  }

  /** Finds a chat that the bot may look into, or refuses as Telegram does. */
  ChatState readable(JsonNode id) {
    ChatState chat = chat(id);
    if (chat.kind == ChatKind.PRIVATE) {
      return chat;
    }
    if (chat.migratedTo != null) {
      throw ApiRefusal.migrated(chat.migratedTo);
    }
    Standing standing = chat.standing(bot.id());
    String where = chat.kind.wire() + " chat";
    if (standing == Standing.KICKED) {
      throw ApiRefusal.forbidden("bot was kicked from the " + where);
    }
    if (standing == Standing.LEFT) {
      throw ApiRefusal.forbidden("bot is not a member of the " + where);
    }
    return chat;
  }

  /** Finds a chat that the bot may write to, or refuses as Telegram does. */
  ChatState writable(JsonNode id, String what) {
    ChatState chat = readable(id);
    if (chat.deactivated) {
      throw ApiRefusal.forbidden("user is deactivated");
    }
    if (chat.kind == ChatKind.PRIVATE && !chat.started) {
      throw ApiRefusal.forbidden("bot can't initiate conversation with a user");
    }
    if (chat.blocked) {
      throw ApiRefusal.forbidden("bot was blocked by the user");
    }
    Standing standing = chat.standing(bot.id());
    boolean mute = chat.kind == ChatKind.CHANNEL && !standing.isAdmin();
    if (standing == Standing.RESTRICTED || mute) {
      throw ApiRefusal.badRequest("not enough rights to send " + what + " to the chat");
    }
    return chat;
  }

  /** The topic of a message to be sent, null for none; refuses topics gone or closed. */
  @Nullable Long topic(ChatState chat, long thread) {
    if (thread == 0) {
      if (chat.forum && chat.generalClosed) {
        throw ApiRefusal.badRequest("TOPIC_CLOSED");
      }
      return null;
    }
    Topic topic = chat.hasTopics() ? chat.topics.get(thread) : null;
    if (topic == null) {
      throw ApiRefusal.badRequest("message thread not found");
    }
    if (topic.closed()) {
      throw ApiRefusal.badRequest("TOPIC_CLOSED");
    }
    return thread;
  }

  /** Puts a new message into a chat. */
  Message post(
      ChatState chat,
      @Nullable Long topic,
      Author author,
      Content content,
      @Nullable Long replyTo,
      Marks marks) {
    boolean own = chat.kind == ChatKind.SUPERGROUP || chat.kind == ChatKind.CHANNEL;
    long id = own ? ++chat.lastMessageId : ++state.lastSharedMessageId;
    Message message =
        new Message(chat.id, topic, id, author, now(), null, replyTo, content, marks, List.of());
    chat.put(message);
    changed();
    return message;
  }

  /** Replaces a message by what became of it. */
  void replace(ChatState chat, Message message) {
    chat.messages.replace(message.id(), message);
    changed();
  }

  /** Posts a service message of a person or the bot and returns it. */
  Message service(ChatState chat, @Nullable Long topic, User by, ObjectNode facts) {
    return post(
        chat,
        topic,
        new Author(by, null),
        Content.service(),
        null,
        Marks.NONE.withExtra(facts.toString()));
  }

  /** Tells everybody who watches that something visible has changed. */
  void changed() {
    state.touch();
    changes.changed();
  }

  ObjectNode json(Message message) {
    return MessageJson.write(this, message);
  }
}
