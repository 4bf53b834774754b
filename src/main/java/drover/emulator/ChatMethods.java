package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looking at chats and members, pinning, reactions, topics. */
final class ChatMethods {
  private final World world;

  ChatMethods(World world) {
    this.world = world;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("getChat", this::getChat);
    methods.put("getChatMember", this::getChatMember);
    methods.put("getChatAdministrators", this::getChatAdministrators);
    methods.put("pinChatMessage", call -> pin(call, true));
    methods.put("unpinChatMessage", call -> pin(call, false));
    methods.put("setMessageReaction", this::react);
    methods.put("createForumTopic", this::createTopic);
    methods.put("closeForumTopic", call -> closeTopic(call, true));
    methods.put("reopenForumTopic", call -> closeTopic(call, false));
  }

  private JsonNode getChat(Call call) {
    ObjectNode chat = world.readable(call.get("chat_id")).toJson();
    chat.put("accent_color_id", 1).put("max_reaction_count", 11);
    chat.putObject("accepted_gift_types")
        .put("unlimited_gifts", false)
        .put("limited_gifts", false)
        .put("unique_gifts", false)
        .put("premium_subscription", false)
        .put("gifts_from_channels", false);
    return chat;
  }

  private JsonNode getChatMember(Call call) {
    ChatState chat = world.readable(call.get("chat_id"));
    long id = call.number("user_id", 0);
    User user = id == world.bot.id() ? world.bot : world.state.users.get(id);
    if (user == null) {
      throw ApiRefusal.badRequest("PARTICIPANT_ID_INVALID");
    }
    if (chat.kind == ChatKind.PRIVATE) {
      return MemberJson.write(user, Standing.MEMBER, chat);
    }
    return MemberJson.write(user, chat.standing(id), chat);
  }

  private JsonNode getChatAdministrators(Call call) {
    ChatState chat = world.readable(call.get("chat_id"));
    if (chat.kind == ChatKind.PRIVATE) {
      throw ApiRefusal.badRequest("there are no administrators in the private chat");
    }
    ArrayNode list = Json.array();
    chat.members.forEach(
        (id, standing) -> {
          User user = id == world.bot.id() ? world.bot : world.state.users.get(id);
          if (user != null && standing.isAdmin()) {
            list.add(MemberJson.write(user, standing, chat));
          }
        });
    return list;
  }

  private JsonNode pin(Call call, boolean pinned) {
    ChatState chat = world.writable(call.get("chat_id"), "text messages");
    boolean may =
        chat.kind == ChatKind.PRIVATE
            || (chat.standing(world.bot.id()).isAdmin() && chat.botMayPin);
    if (!may) {
      throw ApiRefusal.badRequest("not enough rights to manage pinned messages in the chat");
    }
    Message message =
        call.has("message_id") || pinned
            ? chat.live(call.number("message_id", 0))
            : newestPinned(chat);
    if (message == null || message.service()) {
      throw ApiRefusal.badRequest("message to " + (pinned ? "pin" : "unpin") + " not found");
    }
    if (message.pinned() == pinned) {
      return BooleanNode.TRUE;
    }
    world.replace(chat, message.with(message.marks().withPinned(pinned)));
    if (pinned) {
      ObjectNode facts = Json.object();
      facts.set("pinned_message", world.json(message));
      Message told = world.service(chat, message.topic(), world.bot, facts);
      world.updates.add("message", world.json(told));
    }
    return BooleanNode.TRUE;
  }

  private static @Nullable Message newestPinned(ChatState chat) {
    return chat.messages.values().stream()
        .filter(Message::pinned)
        .reduce((older, newer) -> newer)
        .orElse(null);
  }

  private JsonNode react(Call call) {
    ChatState chat = world.writable(call.get("chat_id"), "reactions");
    Message message = chat.live(call.number("message_id", 0));
    if (message == null || message.service()) {
      throw ApiRefusal.badRequest("message to react not found");
    }
    List<String> emoji =
        call.get("reaction").valueStream().map(node -> node.path("emoji").asText()).toList();
    if (emoji.size() > 1) {
      throw ApiRefusal.badRequest("REACTIONS_TOO_MANY");
    }
    world.replace(chat, message.with(message.marks().withReactions(emoji)));
    return BooleanNode.TRUE;
  }

  private JsonNode createTopic(Call call) {
    ChatState chat = forum(call);
    String name = call.text("name");
    Topic topic = Topics.create(world, chat, world.bot, name);
    int color = (int) call.number("icon_color", 0x6FB9F0);
    return Json.object()
        .put("message_thread_id", topic.id())
        .put("name", name)
        .put("icon_color", color);
  }

  private JsonNode closeTopic(Call call, boolean closed) {
    ChatState chat = forum(call);
    Topic topic = chat.topics.get(call.number("message_thread_id", 0));
    if (topic == null) {
      throw ApiRefusal.badRequest("message thread not found");
    }
    if (topic.closed() == closed) {
      throw ApiRefusal.badRequest("TOPIC_NOT_MODIFIED");
    }
    Topics.close(world, chat, world.bot, topic, closed);
    return BooleanNode.TRUE;
  }

  private ChatState forum(Call call) {
    ChatState chat = world.writable(call.get("chat_id"), "text messages");
    if (!chat.forum) {
      throw ApiRefusal.badRequest("the chat is not a forum");
    }
    if (!chat.standing(world.bot.id()).isAdmin()) {
      throw ApiRefusal.badRequest("not enough rights to manage topics in the chat");
    }
    return chat;
  }
}
