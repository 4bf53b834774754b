package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sending: text, documents, photos, "typing…". */
final class SendMethods {
  /** Of replies: answers to messages elsewhere, and to parts of messages. */
  private static final List<String> UNEMULATED =
      List.of(
          "chat_id",
          "ephemeral_message_id",
          "quote",
          "quote_parse_mode",
          "quote_entities",
          "quote_position",
          "checklist_task_id",
          "poll_option_id");

  private final World world;
  private final RateLimits limits;
  private final Uploads uploads;

  SendMethods(World world, RateLimits limits, Uploads uploads) {
    this.world = world;
    this.limits = limits;
    this.uploads = uploads;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("sendMessage", this::sendMessage);
    methods.put("sendDocument", call -> sendFile(call, Attachment.Kind.DOCUMENT));
    methods.put("sendPhoto", call -> sendFile(call, Attachment.Kind.PHOTO));
    methods.put("sendChatAction", this::sendChatAction);
  }

  private JsonNode sendMessage(Call call) {
    FormattedText text = TextRules.message(call.params());
    ChatState chat = world.writable(call.get("chat_id"), "text messages");
    Target target = target(call, chat);
    limits.admit(chat.id, chat.kind.isGroup(), false);
    return post(call, chat, target, Content.of(text, null, call.replyMarkup()));
  }

  private JsonNode sendFile(Call call, Attachment.Kind kind) {
    FormattedText caption = TextRules.caption(call.params());
    String field = kind == Attachment.Kind.PHOTO ? "photo" : "document";
    Uploads.Source source = uploads.source(call, field, kind);
    ChatState chat = world.writable(call.get("chat_id"), field + "s");
    Target target = target(call, chat);
    limits.admit(chat.id, chat.kind.isGroup(), false);
    Attachment file = uploads.keep(source, kind);
    return post(call, chat, target, Content.of(caption, file, call.replyMarkup()));
  }

  private JsonNode post(Call call, ChatState chat, Target target, Content content) {
    Marks marks = Marks.NONE.withSilent(call.flag("disable_notification"));
    Author author =
        chat.kind == ChatKind.CHANNEL ? new Author(null, chat.id) : new Author(world.bot, null);
    return world.json(world.post(chat, target.topic(), author, content, target.replyTo(), marks));
  }

  private record Target(@Nullable Long topic, @Nullable Long replyTo) {}

  private Target target(Call call, ChatState chat) {
    long thread = call.number("message_thread_id", 0);
    JsonNode reply = call.get("reply_parameters");
    if (reply.isMissingNode()) {
      return new Target(world.topic(chat, thread), null);
    }
    for (String field : UNEMULATED) {
      // A list without entries says nothing; the library writes one.
      if (reply.has(field) && !(reply.get(field).isArray() && reply.get(field).isEmpty())) {
        throw ApiRefusal.invalid("field \"" + field + "\" of ReplyParameters is not emulated");
      }
    }
    long id = reply.path("message_id").asLong();
    Message answered = chat.live(id);
    if (answered == null) {
      if (reply.path("allow_sending_without_reply").asBoolean()) {
        return new Target(world.topic(chat, thread), null);
      }
      throw ApiRefusal.badRequest("message to be replied not found");
    }
    boolean inItsTopic = thread == 0 && answered.topic() != null && chat.hasTopics();
    return new Target(world.topic(chat, inItsTopic ? answered.topic() : thread), id);
  }

  private JsonNode sendChatAction(Call call) {
    ChatState chat = world.writable(call.get("chat_id"), "text messages");
    Long ignored = world.topic(chat, call.number("message_thread_id", 0));
    return BooleanNode.valueOf(ignored == null || ignored > 0);
  }
}
