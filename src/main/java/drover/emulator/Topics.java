package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Making and closing topics, whoever does it; the service messages go to the bot as updates. */
final class Topics {
  private Topics() {}

  static Topic create(World world, ChatState chat, User by, String name) {
    ObjectNode facts = Json.object();
    facts.putObject("forum_topic_created").put("name", name).put("icon_color", 0x6FB9F0);
    long id = chat.lastMessageId + 1;
    Topic topic = new Topic(id, name, false);
    chat.topics.put(id, topic);
    tell(world, chat, by, id, facts);
    return topic;
  }

  static void close(World world, ChatState chat, User by, Topic topic, boolean closed) {
    chat.topics.put(topic.id(), topic.withClosed(closed));
    ObjectNode facts = Json.object();
    facts.putObject(closed ? "forum_topic_closed" : "forum_topic_reopened");
    tell(world, chat, by, topic.id(), facts);
  }

  static void closeGeneral(World world, ChatState chat, User by, boolean closed) {
    chat.generalClosed = closed;
    ObjectNode facts = Json.object();
    facts.putObject(closed ? "forum_topic_closed" : "forum_topic_reopened");
    tell(world, chat, by, null, facts);
  }

  private static void tell(
      World world, ChatState chat, User by, @Nullable Long topic, ObjectNode facts) {
    Message message = world.service(chat, topic, by, facts);
    if (chat.standing(world.bot.id()).isInside()) {
      world.updates.add("message", world.json(message));
    }
  }
}
