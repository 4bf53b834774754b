package drover.emulator;

import java.util.Map;

/** Telegram's own words for broken fields, where they are known; plain words elsewhere. */
final class RefusalTexts {
  private static final Map<String, String> MISSING =
      Map.of(
          "text", "message text is empty",
          "chat_id", "chat_id is empty",
          "message_id", "message identifier is not specified",
          "document", "there is no document in the request",
          "photo", "there is no photo in the request");

  private static final Map<String, String> BROKEN =
      Map.of(
          "InlineKeyboardButton.callback_data", "BUTTON_DATA_INVALID",
          "CopyTextButton.text", "BUTTON_COPY_TEXT_INVALID",
          "answerCallbackQuery.text", "MESSAGE_TOO_LONG",
          "BotCommand.command", "BOT_COMMAND_INVALID",
          "BotCommand.description", "BOT_COMMAND_DESCRIPTION_INVALID",
          "setMyCommands.commands", "BOT_COMMANDS_TOO_MUCH",
          "ReactionTypeEmoji.emoji", "REACTION_INVALID",
          "createForumTopic.name", "TOPIC_NAME_INVALID");

  private RefusalTexts() {}

  static String missing(String owner, String field) {
    boolean method = Character.isLowerCase(owner.charAt(0));
    return method && MISSING.containsKey(field)
        ? MISSING.get(field)
        : "field \"" + field + "\" of " + owner + " is required";
  }

  static String broken(String owner, String field, String otherwise) {
    if (field.equals("parse_mode")) {
      return "unsupported parse_mode";
    }
    return BROKEN.getOrDefault(
        owner + "." + field, "field \"" + field + "\" of " + owner + " " + otherwise);
  }

  static String unreadable(String field) {
    return field.equals("reply_markup")
        ? "can't parse reply keyboard markup JSON object"
        : "can't parse " + field + " JSON object";
  }
}
