package drover.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.emulator.Attachment;
import drover.emulator.Author;
import drover.emulator.Button;
import drover.emulator.Chat;
import drover.emulator.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the page shows of one message. */
final class MessageJson {
  private static final int LONGEST_QUOTE = 120;

  private final ObjectMapper json;

  MessageJson(ObjectMapper json) {
    this.json = json;
  }

  void add(ObjectNode node, Chat chat, Message message) {
    Long answered = message.replyTo();
    if (answered != null) {
      chat.message(answered).filter(m -> !m.deleted()).ifPresent(m -> quote(node, chat, m));
    }
    node.put("id", message.id())
        .put("topic", message.topic() == null ? 0 : message.topic())
        .put("date", message.date().toString())
        .put("edited", message.editDate() != null)
        .put("silent", message.silent())
        .put("pinned", message.pinned())
        .put("forwarded", origin(message))
        .put("forceReply", message.forceReply())
        .put("html", message.html())
        .put("line", line(message));
    Author author = message.author();
    node.putObject("from")
        .put("id", author.user() == null ? 0 : author.user().id())
        .put("name", name(chat, author))
        .put("bot", author.bot())
        .put("anonymous", author.senderChat() != null);
    ArrayNode rows = node.putArray("keyboard");
    for (List<Button> row : message.keyboard()) {
      ArrayNode keys = rows.addArray();
      row.forEach(button -> add(keys.addObject(), button));
    }
    Attachment file = message.content().attachment();
    if (file != null) {
      node.putObject("file")
          .put("name", file.fileName())
          .put("size", file.size())
          .put("photo", file.kind() == Attachment.Kind.PHOTO)
          .put("url", "api/file/" + file.fileId());
    }
  }

  /** Who speaks in the group's name is shown by it. */
  private static String name(Chat chat, Author author) {
    Long group = author.senderChat();
    return group != null && group == chat.id() ? chat.title() : author.name();
  }

  /** The message that is answered, as a client shows it above the answer. */
  private static void quote(ObjectNode node, Chat chat, Message answered) {
    node.putObject("reply")
        .put("id", answered.id())
        .put("name", name(chat, answered.author()))
        .put("text", line(answered));
  }

  /** The beginning of what it says, on one line. */
  private static String line(Message message) {
    Attachment file = message.content().attachment();
    String text = message.text().isEmpty() && file != null ? file.fileName() : message.text();
    String line = text.lines().findFirst().orElse("");
    return line.substring(0, Math.min(line.length(), LONGEST_QUOTE));
  }

  /** Who wrote it first; null when it was not forwarded. */
  private @Nullable String origin(Message message) {
    String extra = message.marks().extra();
    if (extra == null) {
      return null;
    }
    try {
      String name = json.readTree(extra).at("/forward_origin/sender_user/first_name").asText();
      return name.isEmpty() ? null : name;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The emulator's own facts are no JSON", e);
    }
  }

  private static void add(ObjectNode key, Button button) {
    key.put("label", button.label()).put("style", button.style());
    if (button.kind() == Button.Kind.COPY) {
      key.put("copy", button.value());
    } else if (button.kind() == Button.Kind.URL) {
      key.put("url", button.value());
    }
  }
}
