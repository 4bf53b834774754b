package drover.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.proof.FuzzedAnswers.Seen;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes up what Telegram might bring: every kind of update, from a person who is who they are, with
 * whatever that person, their client and their groups can put into it. One thread.
 */
final class FuzzedUpdates {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RandomGenerator random;
  private final FuzzedWords words;
  private final Mutation mutation;

  FuzzedUpdates(RandomGenerator random, FuzzedWords words) {
    this.random = random;
    this.words = words;
    this.mutation = new Mutation(random);
  }

  /** A kind of update and its payload. */
  record Made(String type, ObjectNode payload) {}

  /**
   * @param id also the number of their private chat
   * @param places numbers of chats that they may write or press in
   * @param tokens of buttons that they see, or saw, or heard of
   */
  record Actor(long id, String name, boolean bot, List<Long> places, List<Seen> tokens) {}

  Made next(Actor actor) {
    Made made =
        switch (random.nextInt(12)) {
          case 0, 1, 2, 3, 4 -> new Made("message", message(actor));
          case 5, 6, 7, 8 -> new Made("callback_query", press(actor));
          case 9 ->
              new Made(
                  any("edited_message", "channel_post", "edited_channel_post"), message(actor));
          case 10 -> new Made("my_chat_member", membership(actor));
          default ->
              new Made(
                  any(
                      "inline_query",
                      "message_reaction",
                      "poll",
                      "chat_join_request",
                      "business_message"),
                  message(actor));
        };
    if (random.nextInt(4) == 0) {
      mutation.mutate(made.payload());
    }
    return made;
  }

  private ObjectNode message(Actor actor) {
    ObjectNode message = JSON.objectNode().put("message_id", 1 + random.nextInt(1_000_000));
    ObjectNode chat = chat(actor);
    message.set("from", user(actor.id(), actor.name(), actor.bot()));
    message.set("chat", chat);
    message.put("date", date());
    String text = words.text(random);
    message.put(random.nextInt(20) == 0 ? "caption" : "text", text);
    message.set("entities", entities(text, actor));
    if (random.nextInt(4) == 0) {
      message
          .put("message_thread_id", random.nextInt(4))
          .put("is_topic_message", random.nextBoolean());
    }
    if (random.nextInt(15) == 0) {
      message.set("sender_chat", chat.deepCopy());
    }
    if (random.nextInt(15) == 0) {
      ObjectNode origin = JSON.objectNode().put("type", "user").put("date", date());
      origin.set("sender_user", user(5_000_001, "Somebody", false));
      message.set("forward_origin", origin);
    }
    if (random.nextInt(15) == 0) {
      message.set("via_bot", user(5_000_002, "Other bot", true));
    }
    if (random.nextInt(4) == 0) {
      ObjectNode answered =
          JSON.objectNode().put("message_id", random.nextInt(500)).put("date", date());
      answered.set("chat", chat.deepCopy());
      answered.set("from", user(5_000_003, "Answered", random.nextBoolean()));
      answered.put("text", words.text(random));
      message.set("reply_to_message", answered);
    }
    return message;
  }

  private ObjectNode press(Actor actor) {
    ObjectNode press = JSON.objectNode().put("id", Long.toString(random.nextLong()));
    press.set("from", user(actor.id(), actor.name(), actor.bot()));
    press.put("chat_instance", "1");
    Seen seen =
        actor.tokens().isEmpty()
            ? new Seen("none", actor.id())
            : actor.tokens().get(random.nextInt(actor.tokens().size()));
    if (random.nextInt(10) > 0) {
      ObjectNode message = JSON.objectNode().put("message_id", 1 + random.nextInt(400));
      message.set("chat", random.nextInt(3) == 0 ? chat(actor) : chat(seen.chat(), actor));
      boolean gone = random.nextInt(5) == 0;
      message.put("date", gone ? 0 : date());
      if (!gone) {
        message.put("text", "x");
      }
      press.set("message", message);
    } else {
      press.put("inline_message_id", "A");
    }
    return press.put("data", words.token(random, seen.token()));
  }

  /** Telegram tells the truth of its chats: only of some that nobody is in. */
  private ObjectNode membership(Actor actor) {
    ObjectNode change = JSON.objectNode().put("date", date());
    change.set("from", user(actor.id(), actor.name(), actor.bot()));
    change.set(
        "chat",
        JSON.objectNode()
            .put("id", -9_000_000L - random.nextInt(5))
            .put("type", "group")
            .put("title", words.text(random)));
    change.set("old_chat_member", member());
    change.set("new_chat_member", member());
    return change;
  }

  private ObjectNode member() {
    ObjectNode member = JSON.objectNode();
    member.put("status", any("member", "left", "kicked", "administrator", "restricted", "none"));
    member.put("is_member", random.nextBoolean());
    member.set("user", user(5_000_004, "The bot", true));
    return member;
  }

  private ObjectNode chat(Actor actor) {
    boolean own = random.nextInt(3) == 0;
    return chat(
        own ? actor.id() : actor.places().get(random.nextInt(actor.places().size())), actor);
  }

  private ObjectNode chat(long id, Actor actor) {
    ObjectNode chat = JSON.objectNode().put("id", id);
    return id > 0
        ? chat.put("type", "private").put("first_name", actor.name())
        : chat.put("type", any("supergroup", "supergroup", "group", "channel")).put("title", "T");
  }

  private static ObjectNode user(long id, String name, boolean bot) {
    return JSON.objectNode().put("id", id).put("is_bot", bot).put("first_name", name);
  }

  private ArrayNode entities(String text, Actor actor) {
    ArrayNode entities = JSON.arrayNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      ObjectNode entity = entities.addObject();
      entity.put("type", any("bot_command", "mention", "text_mention", "url", "pre"));
      int offset = random.nextInt(text.length() + 1);
      boolean beside = random.nextInt(40) == 0;
      entity.put("offset", beside ? -1 : offset);
      entity.put("length", random.nextInt(text.length() + 1 - offset));
      if (random.nextBoolean()) {
        entity.set("user", user(random.nextBoolean() ? actor.id() : 5_000_005, "Mentioned", false));
      }
    }
    return entities;
  }

  private long date() {
    long now = Instant.now().getEpochSecond();
    return random.nextInt(5) == 0 ? now - random.nextInt(200_000) : now;
  }

  private String any(String... some) {
    return some[random.nextInt(some.length)];
  }
}
