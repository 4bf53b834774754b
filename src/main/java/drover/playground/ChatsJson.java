package drover.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.emulator.Attachment;
import drover.emulator.Button;
import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import java.util.List;

/** What the page shows of the chats, as JSON. */
final class ChatsJson {
  private static final int MOST_MESSAGES = 200;
  private static final int LONGEST_QUOTE = 120;

  private final ObjectMapper json;
  private final Scene scene;

  ChatsJson(ObjectMapper json, Scene scene) {
    this.json = json;
    this.scene = scene;
  }

  ObjectNode of(Person viewer) {
    ObjectNode page = json.createObjectNode();
    ArrayNode users = page.putArray("users");
    scene.people().forEach(p -> users.addObject().put("id", p.id()).put("name", name(p)));
    ArrayNode chats = page.putArray("chats");
    scene.chatsOf(viewer).forEach(chat -> add(chats.addObject(), chat));
    ArrayNode commands = page.putArray("commands");
    viewer
        .privateChat()
        .menu(viewer)
        .forEach(
            c -> commands.addObject().put("command", c.name()).put("description", c.description()));
    return page;
  }

  private static String name(Person person) {
    return person.user().firstName();
  }

  private void add(ObjectNode node, Chat chat) {
    boolean group = Scene.isGroup(chat);
    node.put("id", chat.id())
        .put("group", group)
        .put("title", group ? chat.title() : "Drover")
        .put("subtitle", group ? "group · the bot is a member" : "bot");
    ArrayNode messages = node.putArray("messages");
    List<Message> all = chat.messages().stream().filter(m -> !m.deleted() && !m.service()).toList();
    all.stream()
        .skip(Math.max(0, all.size() - MOST_MESSAGES))
        .forEach(message -> add(messages.addObject(), chat, message));
  }

  private void add(ObjectNode node, Chat chat, Message message) {
    Long answered = message.replyTo();
    if (answered != null) {
      chat.message(answered).filter(m -> !m.deleted()).ifPresent(m -> quote(node, m));
    }
    node.put("id", message.id())
        .put("date", message.date().toString())
        .put("edited", message.editDate() != null)
        .put("silent", message.silent())
        .put("pinned", message.pinned())
        .put("forceReply", message.forceReply())
        .put("html", message.html());
    node.putObject("from")
        .put("id", message.author().user() == null ? 0 : message.author().user().id())
        .put("name", message.author().name())
        .put("bot", message.author().bot());
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

  /** The message that is answered, as a client shows it above the answer. */
  private static void quote(ObjectNode node, Message answered) {
    Attachment file = answered.content().attachment();
    String text = answered.text().isEmpty() && file != null ? file.fileName() : answered.text();
    String line = text.lines().findFirst().orElse("");
    node.putObject("reply")
        .put("id", answered.id())
        .put("name", answered.author().name())
        .put("text", line.substring(0, Math.min(line.length(), LONGEST_QUOTE)));
  }

  private static void add(ObjectNode key, Button button) {
    key.put("label", button.label()).put("style", button.style());
    if (button.kind() == Button.Kind.COPY) {
      key.put("copy", button.value());
    }
  }
}
