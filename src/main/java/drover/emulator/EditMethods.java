package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.time.Duration;
import java.util.Map;

/** Changing and deleting messages that are there. */
final class EditMethods {
  private static final Duration DELETABLE = Duration.ofDays(2);

  private final World world;
  private final RateLimits limits;

  EditMethods(World world, RateLimits limits) {
    this.world = world;
    this.limits = limits;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("editMessageText", this::editText);
    methods.put("editMessageCaption", this::editCaption);
    methods.put("editMessageReplyMarkup", this::editReplyMarkup);
    methods.put("deleteMessage", this::delete);
  }

  private JsonNode editText(Call call) {
    if (call.has("rich_message")) {
      throw ApiRefusal.invalid("rich messages are not emulated");
    }
    FormattedText text = TextRules.message(call.params());
    Message message = editable(call);
    if (message.content().attachment() != null) {
      throw ApiRefusal.badRequest("there is no text in the message to edit");
    }
    return edit(message, message.content().withText(text, call.replyMarkup()));
  }

  private JsonNode editCaption(Call call) {
    FormattedText caption = TextRules.caption(call.params());
    Message message = editable(call);
    if (message.content().attachment() == null) {
      throw ApiRefusal.badRequest("there is no caption in the message to edit");
    }
    return edit(message, message.content().withText(caption, call.replyMarkup()));
  }

  private JsonNode editReplyMarkup(Call call) {
    Message message = editable(call);
    return edit(message, message.content().withReplyMarkup(call.replyMarkup()));
  }

  private Message editable(Call call) {
    if (call.has("inline_message_id")) {
      throw ApiRefusal.badRequest("MESSAGE_ID_INVALID");
    }
    ChatState chat = world.writable(call.get("chat_id"), "text messages");
    Message message = chat.live(call.number("message_id", 0));
    if (message == null) {
      throw ApiRefusal.badRequest("message to edit not found");
    }
    User author = message.author().user();
    boolean own = author == null ? chat.standing(world.bot.id()).isAdmin() : isBot(author);
    if (!own || message.service() || !message.content().editable()) {
      throw ApiRefusal.badRequest("message can't be edited");
    }
    return message;
  }

  private boolean isBot(User user) {
    return user.id() == world.bot.id();
  }

  private JsonNode edit(Message message, Content now) {
    if (now.equals(message.content())) {
      throw ApiRefusal.badRequest(
          "message is not modified: specified new message content and reply markup are exactly the"
              + " same as a current content and reply markup of the message");
    }
    ChatState chat = world.chat(LongNode.valueOf(message.chat()));
    limits.admit(chat.id, chat.kind.isGroup(), true);
    Message edited = message.edited(now, world.now());
    world.replace(chat, edited);
    return world.json(edited);
  }

  private JsonNode delete(Call call) {
    ChatState chat = world.readable(call.get("chat_id"));
    Message message = chat.live(call.number("message_id", 0));
    if (message == null) {
      throw ApiRefusal.badRequest("message to delete not found");
    }
    User author = message.author().user();
    boolean own = author != null && isBot(author);
    boolean fresh = message.date().plus(DELETABLE).isAfter(world.now());
    boolean admin = chat.standing(world.bot.id()).isAdmin();
    boolean may = chat.kind == ChatKind.PRIVATE ? fresh : (own && fresh) || admin;
    if (!may) {
      throw ApiRefusal.badRequest("message can't be deleted");
    }
    world.replace(chat, message.with(message.marks().withDeleted()));
    return BooleanNode.TRUE;
  }
}
