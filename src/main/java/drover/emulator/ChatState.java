package drover.emulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything about one chat. Guarded by the monitor of {@link State}. */
final class ChatState {
  private static final int MOST_MESSAGES = 10_000;

  final long id;
  final ChatKind kind;
  String title;
  @Nullable String username;
  boolean forum;

  /** In a forum: the topic that is always there takes no messages. */
  boolean generalClosed;

  /** In a private chat: the person has written to the bot, so the bot may write back. */
  boolean started;

  boolean blocked;
  boolean deactivated;
  boolean deleted;
  @Nullable Long migratedTo;
  boolean botMayPin = true;
  final Map<Long, Standing> members = new LinkedHashMap<>();
  final Map<Long, Topic> topics = new LinkedHashMap<>();
  final Map<Long, Message> messages = new LinkedHashMap<>();
  long lastMessageId;

  @JsonCreator
  ChatState(
      @JsonProperty("id") long id,
      @JsonProperty("kind") ChatKind kind,
      @JsonProperty("title") String title) {
    this.id = id;
    this.kind = kind;
    this.title = title;
  }

  /** Private chats may have topics without being forums. */
  boolean hasTopics() {
    return forum || kind == ChatKind.PRIVATE;
  }

  Standing standing(long user) {
    return members.getOrDefault(user, Standing.LEFT);
  }

  void put(Message message) {
    messages.put(message.id(), message);
    if (messages.size() > MOST_MESSAGES) {
      Iterator<Long> oldest = messages.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The message, unless it was deleted or never was. */
  @Nullable Message live(long messageId) {
    Message message = messages.get(messageId);
    return message == null || message.deleted() ? null : message;
  }

  ObjectNode toJson() {
    ObjectNode node = Json.object().put("id", id).put("type", kind.wire());
    node.put(kind == ChatKind.PRIVATE ? "first_name" : "title", title);
    if (username != null) {
      node.put("username", username);
    }
    if (forum) {
      node.put("is_forum", true);
    }
    return node;
  }
}
