package drover.telegram;

import drover.base.Redactor;
import drover.chat.ChatSender.MenuEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * The list of commands as Telegram shows it: in the default scope, written only when it differs
 * from what Telegram has. Any thread.
 */
final class CommandMenu {
  private static final Logger log = LoggerFactory.getLogger(CommandMenu.class);
  private static final int MOST_COMMANDS = 100;
  private static final int LONGEST_DESCRIPTION = 256;

  private final OkHttpTelegramClient client;
  private final Redactor redactor;
  private @Nullable List<MenuEntry> wanted;
  private boolean published;

  CommandMenu(OkHttpTelegramClient client, Redactor redactor) {
    this.client = client;
    this.redactor = redactor;
  }

  synchronized void want(List<MenuEntry> entries) {
    List<MenuEntry> fitting = entries.stream().limit(MOST_COMMANDS).map(CommandMenu::cut).toList();
    if (!fitting.equals(wanted)) {
      wanted = fitting;
      published = false;
    }
  }

  /** Does nothing when nothing is wanted or all is done; a failure is logged and left to later. */
  synchronized void publish() {
    List<MenuEntry> entries = wanted;
    if (published || entries == null) {
      return;
    }
    try {
      if (!entries.equals(standing())) {
        client.execute(
            new SetMyCommands(
                entries.stream().map(e -> new BotCommand(e.command(), e.description())).toList()));
      }
      published = true;
    } catch (TelegramApiException | RuntimeException e) {
      ApiError error = ApiError.of(e, redactor);
      log.warn("The list of commands was not published: {}", error.detail());
      // What Telegram itself refuses, it will refuse again.
      published = error.answered() && error.code() == 400;
    }
  }

  private List<MenuEntry> standing() throws TelegramApiException {
    return client.execute(new GetMyCommands()).stream()
        .map(c -> new MenuEntry(c.getCommand(), c.getDescription()))
        .toList();
  }

  private static MenuEntry cut(MenuEntry entry) {
    String text = entry.description();
    return text.length() <= LONGEST_DESCRIPTION
        ? entry
        : new MenuEntry(entry.command(), text.substring(0, LONGEST_DESCRIPTION));
  }
}
