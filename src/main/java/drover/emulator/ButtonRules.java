package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** What the data cannot say of inline keyboards: how many buttons, and one action for each. */
final class ButtonRules {
  private static final int MOST_BUTTONS = 100;
  private static final int MOST_IN_A_ROW = 8;
  private static final Pattern URL = Pattern.compile("(?i)(https?|tg|ton)://.+");
  private static final List<String> ACTIONS =
      List.of(
          "url",
          "callback_data",
          "web_app",
          "login_url",
          "switch_inline_query",
          "switch_inline_query_current_chat",
          "switch_inline_query_chosen_chat",
          "copy_text",
          "callback_game",
          "pay",
          "disabled");

  private ButtonRules() {}

  static void check(String type, ObjectNode object, boolean strict) {
    if (type.equals("InlineKeyboardMarkup")) {
      checkKeyboard(object, strict);
    } else if (type.equals("InlineKeyboardButton")) {
      checkButton(object, strict);
    }
  }

  private static void checkKeyboard(ObjectNode keyboard, boolean strict) {
    int buttons = 0;
    for (JsonNode row : keyboard.get("inline_keyboard")) {
      buttons += row.size();
      if (strict && row.size() > MOST_IN_A_ROW) {
        throw ApiRefusal.invalid("a row of the inline keyboard has more than 8 buttons");
      }
    }
    if (buttons > MOST_BUTTONS) {
      throw ApiRefusal.invalid("reply markup is too long");
    }
  }

  private static void checkButton(ObjectNode button, boolean strict) {
    long actions = ACTIONS.stream().filter(button::has).count();
    if (actions == 0) {
      throw wrong("Text buttons are unallowed in the inline keyboard");
    }
    if (strict && actions > 1) {
      throw wrong("a button has exactly one action");
    }
    if (button.get("text").asText().isBlank()) {
      throw wrong("Field \"text\" must be non-empty");
    }
    if (button.has("url") && !URL.matcher(button.get("url").asText()).matches()) {
      throw ApiRefusal.invalid("BUTTON_URL_INVALID");
    }
  }

  private static ApiRefusal wrong(String reason) {
    return ApiRefusal.invalid("can't parse inline keyboard button: " + reason);
  }
}
