package drover.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the page shows of people and chats, as JSON. */
final class ChatsJson {
  private static final int MOST_MESSAGES = 200;

  /** How the page names the topic that has no number. */
  private static final long GENERAL = 0;

  private final ObjectMapper json;
  private final Scene scene;
  private final MessageJson messages;

  ChatsJson(ObjectMapper json, Scene scene) {
    this.json = json;
    this.scene = scene;
    this.messages = new MessageJson(json);
  }

  ObjectNode of(Person viewer) {
    ObjectNode page = json.createObjectNode();
    ArrayNode users = page.putArray("users");
    scene.people().forEach(person -> add(users, person, false));
    scene.people().stream().filter(scene::mayBeAnonymous).forEach(p -> add(users, p, true));
    ArrayNode chats = page.putArray("chats");
    scene.chatsOf(viewer).forEach(chat -> add(chats.addObject(), chat, viewer));
    return page;
  }

  private static void add(ArrayNode users, Person person, boolean anonymous) {
    String name = person.user().firstName();
    users
        .addObject()
        .put("id", person.id())
        .put("name", anonymous ? "Anonymous " + name : name)
        .put("anonymous", anonymous);
  }

  private void add(ObjectNode node, Chat chat, Person viewer) {
    boolean group = Scene.isGroup(chat);
    node.put("id", chat.id())
        .put("group", group)
        .put("title", group ? chat.title() : "Drover")
        .put("subtitle", group ? "group with topics" : "bot");
    ArrayNode commands = node.putArray("commands");
    chat.menu(viewer)
        .forEach(
            c -> commands.addObject().put("command", c.name()).put("description", c.description()));
    if (chat.forum()) {
      node.put("runs", chat.standing(viewer.id()).isAdmin());
      addTopics(node.putArray("topics"), chat);
    }
    ArrayNode shown = node.putArray("messages");
    newest(chat).forEach(message -> messages.add(shown.addObject(), chat, message));
  }

  private static void addTopics(ArrayNode topics, Chat chat) {
    topics.addObject().put("id", GENERAL).put("name", "General").put("closed", false);
    for (Topic topic : chat.topics()) {
      topics
          .addObject()
          .put("id", topic.id())
          .put("name", topic.name())
          .put("closed", topic.closed());
    }
  }

  /** Of each topic the newest, in the order of the chat. */
  private static List<Message> newest(Chat chat) {
    Map<Long, Deque<Message>> topics = new HashMap<>();
    for (Message message : chat.messages()) {
      if (!message.deleted() && !message.service()) {
        Long topic = message.topic();
        Deque<Message> kept =
            topics.computeIfAbsent(topic == null ? GENERAL : topic, t -> new ArrayDeque<>());
        kept.addLast(message);
        if (kept.size() > MOST_MESSAGES) {
          kept.removeFirst();
        }
      }
    }
    List<Message> all = new ArrayList<>();
    topics.values().forEach(all::addAll);
    all.sort(Comparator.comparingLong(Message::id));
    return all;
  }
}
