package drover.emulator;

import java.util.Locale;

/** Which messages of people the bot gets to see. */
final class Privacy {
  private Privacy() {}

  static boolean botSees(TelegramEmulator emulator, ChatState chat, Message message) {
    if (chat.kind == ChatKind.PRIVATE) {
      return !chat.blocked;
    }
    User bot = emulator.bot();
    Standing standing = chat.standing(bot.id());
    if (!standing.isInside()) {
      return false;
    }
    boolean all = !emulator.privacyMode() || standing.isAdmin();
    return all || isCommand(bot, message) || isReplyTo(bot, chat, message);
  }

  private static boolean isCommand(User bot, Message message) {
    String first = message.text().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    int at = first.indexOf('@');
    String botName = String.valueOf(bot.username()).toLowerCase(Locale.ROOT);
    return first.startsWith("/") && (at < 0 || first.substring(at + 1).equals(botName));
  }

  private static boolean isReplyTo(User bot, ChatState chat, Message message) {
    Message target = message.replyTo() == null ? null : chat.live(message.replyTo());
    User author = target == null ? null : target.author().user();
    return author != null && author.id() == bot.id();
  }
}
