package drover.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages as the Bot API's {@code Message}. */
final class MessageJson {
  private MessageJson() {}

  static ObjectNode write(World world, Message message) {
    ObjectNode node = plain(world, message);
    ChatState chat = world.state.chats.get(message.chat());
    Message target = chat == null ? null : answered(chat, message);
    if (target != null) {
      node.set("reply_to_message", plain(world, target));
    }
    return node;
  }

  /** In a topic, what answers no other message answers the one that tells of the topic's making. */
  private static @Nullable Message answered(ChatState chat, Message message) {
    if (message.replyTo() != null) {
      return chat.live(message.replyTo());
    }
    Long topic = message.topic();
    return topic != null && chat.forum && topic != message.id() ? chat.live(topic) : null;
  }

  private static ObjectNode plain(World world, Message message) {
    ObjectNode node = Json.object().put("message_id", message.id());
    ChatState chat = world.state.chats.get(message.chat());
    if (chat == null) {
      throw new IllegalStateException("Message " + message.id() + " is in no chat");
    }
    User user = message.author().user();
    if (user != null) {
      node.set("from", user.toJson());
    }
    Long sender = message.author().senderChat();
    ChatState senderChat = sender == null ? null : world.state.chats.get(sender);
    if (senderChat != null) {
      node.set("sender_chat", senderChat.toJson());
    }
    node.set("chat", chat.toJson());
    node.put("date", message.date().getEpochSecond());
    if (message.editDate() != null) {
      node.put("edit_date", message.editDate().getEpochSecond());
    }
    if (message.topic() != null && chat.hasTopics()) {
      node.put("message_thread_id", message.topic()).put("is_topic_message", true);
    } else if (message.replyTo() != null && chat.kind == ChatKind.SUPERGROUP) {
      // A thread of answers has a number as well, and is no topic.
      node.put("message_thread_id", firstOfThread(chat, message.replyTo()));
    }
    addContent(node, message.content());
    if (message.marks().extra() != null) {
      node.setAll((ObjectNode) Json.own(message.marks().extra()));
    }
    return node;
  }

  private static long firstOfThread(ChatState chat, long answered) {
    Message message = chat.messages.get(answered);
    while (message != null && message.replyTo() != null) {
      message = chat.messages.get(message.replyTo());
    }
    return message == null ? answered : message.id();
  }

  private static void addContent(ObjectNode node, Content content) {
    Attachment file = content.attachment();
    if (file != null) {
      file.addTo(node);
    }
    if (!content.text().isEmpty()) {
      node.put(file == null ? "text" : "caption", content.text());
      if (!content.entities().isEmpty()) {
        node.set(file == null ? "entities" : "caption_entities", entities(content.entities()));
      }
    }
    String markup = content.replyMarkup();
    if (markup != null && !Button.rows(markup).isEmpty()) {
      node.set("reply_markup", Json.own(markup));
    }
  }

  private static ArrayNode entities(List<TextEntity> entities) {
    ArrayNode list = Json.array();
    entities.forEach(entity -> list.add(entity.toJson()));
    return list;
  }
}
