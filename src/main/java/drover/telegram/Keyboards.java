package drover.telegram;

import drover.chat.Button;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ForceReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.CopyTextButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** Draws rows of buttons in Telegram's way. */
final class Keyboards {
  private static final int LONGEST_COPY = 256;
  private static final int LONGEST_PLACEHOLDER = 64;

  private Keyboards() {}

  /** Throws {@link IllegalArgumentException} for a button that was never stamped. */
  static InlineKeyboardMarkup markup(List<List<Button>> rows) {
    return new InlineKeyboardMarkup(rows.stream().map(Keyboards::row).toList());
  }

  /** In a group it opens for the person alone whose message is answered. */
  static ForceReplyKeyboard forceReply(String placeholder) {
    ForceReplyKeyboard reply = new ForceReplyKeyboard(true);
    reply.setSelective(true);
    if (!placeholder.isBlank()) {
      reply.setInputFieldPlaceholder(
          placeholder.length() <= LONGEST_PLACEHOLDER
              ? placeholder
              : placeholder.substring(0, LONGEST_PLACEHOLDER));
    }
    return reply;
  }

  private static InlineKeyboardRow row(List<Button> buttons) {
    return new InlineKeyboardRow(buttons.stream().map(b -> b.accept(new Drawing())).toList());
  }

  private static final class Drawing implements Button.Visitor<InlineKeyboardButton> {
    @Override
    public InlineKeyboardButton call(Button.Call button) {
      if (button.token() == null) {
        throw new IllegalArgumentException("a button was not stamped: " + button.label());
      }
      InlineKeyboardButton drawn = new InlineKeyboardButton(button.label());
      drawn.setCallbackData(button.token());
      String style = style(button.style());
      if (style != null) {
        drawn.setStyle(style);
      }
      return drawn;
    }

    @Override
    public InlineKeyboardButton copy(Button.Copy button) {
      String text = button.text();
      InlineKeyboardButton drawn = new InlineKeyboardButton(button.label());
      drawn.setCopyText(
          new CopyTextButton(
              text.length() <= LONGEST_COPY ? text : text.substring(0, LONGEST_COPY)));
      return drawn;
    }

    @Override
    public InlineKeyboardButton link(Button.Link button) {
      InlineKeyboardButton drawn = new InlineKeyboardButton(button.label());
      drawn.setUrl(button.url());
      return drawn;
    }
  }

  private static @Nullable String style(Button.Style style) {
    return switch (style) {
      case PLAIN -> null;
      case PRIMARY -> "primary";
      case SUCCESS -> "success";
      case DANGER -> "danger";
    };
  }
}
