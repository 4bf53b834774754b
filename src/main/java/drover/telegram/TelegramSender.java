package drover.telegram;

import drover.base.HealthCheck;
import drover.base.Managed;
import drover.base.Redactor;
import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.ChatSender;
import drover.chat.Menus;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.PinChatMessage;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.UnpinChatMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * Telegram's sending calls: one request each, never repeated here, at most 30 s. Any thread.
 *
 * <p>{@link #stop} ends what is still on its way; later calls are refused as not done.
 */
public final class TelegramSender implements ChatSender, Managed {
  private static final Logger log = LoggerFactory.getLogger(TelegramSender.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_PRESS_ANSWER = 200;

  private final OkHttpClient http;
  private final OkHttpTelegramClient client;
  private final Redactor redactor;
  private final BotAccount account;
  private final SendingHealth health = new SendingHealth();
  private final CommandMenu menu;

  public TelegramSender(TelegramConfig config, BotAccount account) {
    this(config, account, PATIENCE);
  }

  TelegramSender(TelegramConfig config, BotAccount account, Duration patience) {
    http = TelegramHttp.client("telegram-send", patience);
    client = new OkHttpTelegramClient(http, config.botToken().reveal(), config.url());
    redactor = config.redactor();
    this.account = account;
    menu = new CommandMenu(client, account, redactor);
  }

  @Override
  public void start() {
    menu.start();
  }

  @Override
  public void stop() {
    http.dispatcher().cancelAll();
    menu.stop();
    TelegramHttp.close(http);
  }

  @Override
  public SendResult send(ChatAddress to, OutgoingMessage message) {
    return attempt(
        new MessageRef(to, 0), () -> new MessageRef(to, Requests.send(client, to, message)));
  }

  @Override
  public SendResult edit(MessageRef message, OutgoingMessage content) {
    return attempt(
        message,
        () -> {
          Requests.edit(client, message, content);
          return message;
        });
  }

  @Override
  public SendResult editKeyboard(MessageRef message, List<List<Button>> keyboard) {
    return attempt(
        message,
        () -> {
          EditMessageReplyMarkup edit = new EditMessageReplyMarkup();
          edit.setChatId(message.chat().chat());
          edit.setMessageId(Requests.number(message));
          edit.setReplyMarkup(Keyboards.markup(keyboard));
          client.execute(edit);
          return message;
        });
  }

  @Override
  public SendResult delete(MessageRef message) {
    return attempt(
        message,
        () -> {
          client.execute(new DeleteMessage(Requests.chat(message), Requests.number(message)));
          return message;
        });
  }

  @Override
  public SendResult pin(MessageRef message) {
    return attempt(
        message,
        () -> {
          PinChatMessage pin = new PinChatMessage(Requests.chat(message), Requests.number(message));
          pin.setDisableNotification(true);
          client.execute(pin);
          return message;
        });
  }

  @Override
  public SendResult unpin(MessageRef message) {
    return attempt(
        message,
        () -> {
          UnpinChatMessage unpin = new UnpinChatMessage(Requests.chat(message));
          unpin.setMessageId(Requests.number(message));
          client.execute(unpin);
          return message;
        });
  }

  /** Never throws; a press that is too old to be answered is nobody's fault. Blocks. */
  @Override
  public void answerPress(String pressId, String text, boolean alert) {
    try {
      AnswerCallbackQuery answer = new AnswerCallbackQuery(pressId);
      if (!text.isEmpty()) {
        answer.setText(text.substring(0, Math.min(text.length(), LONGEST_PRESS_ANSWER)));
        answer.setShowAlert(alert);
      }
      client.execute(answer);
    } catch (TelegramApiException | RuntimeException e) {
      log.debug("A press was not answered: {}", ApiError.of(e, redactor).detail());
    }
  }

  @Override
  public void publishMenus(Menus menus) {
    menu.want(menus);
  }

  /** The line "sending" of {@code /health}. */
  public HealthCheck healthCheck() {
    return health;
  }

  CommandMenu menu() {
    return menu;
  }

  private SendResult attempt(MessageRef subject, Call call) {
    SendResult result = outcome(subject, call);
    health.note(result);
    return result;
  }

  private SendResult outcome(MessageRef subject, Call call) {
    try {
      return new SendResult.Sent(call.run());
    } catch (TelegramApiException | RuntimeException e) {
      if (wasInterrupted(e)) {
        Thread.currentThread().interrupt();
      }
      ApiError error = ApiError.of(e, redactor);
      if (error.isNotModified()) {
        return new SendResult.Sent(subject);
      }
      SendResult.Refused refused = error.refused();
      if (refused.reason() == SendResult.Refusal.UNAUTHORIZED) {
        account.refused(error.code());
      }
      return refused;
    }
  }

  private static boolean wasInterrupted(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private interface Call {
    MessageRef run() throws TelegramApiException;
  }
}
