package drover.telegram;

import drover.base.HealthCheck;
import drover.chat.BotLink;
import drover.telegram.TelegramException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * Who the token says we are, once Telegram told; the line "token" of {@code /health}. Any thread.
 *
 * <p>The poller asks before its first poll, for as long as it takes.
 */
public final class BotAccount implements HealthCheck, BotLink {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TelegramConfig config;
  private final AtomicReference<@Nullable BotIdentity> known = new AtomicReference<>();
  private final AtomicReference<@Nullable TelegramException> trouble = new AtomicReference<>();

  public BotAccount(TelegramConfig config) {
    this.config = config;
  }

  /** Empty until Telegram has answered for the first time. */
  public Optional<BotIdentity> identity() {
    return Optional.ofNullable(known.get());
  }

  @Override
  public Optional<String> toPrivate(String word) {
    return identity()
        .map(BotIdentity::username)
        .filter(username -> !username.isEmpty())
        .map(username -> "https://t.me/" + username + "?start=" + word);
  }

  /**
   * Asks Telegram now, over a connection of its own; blocks for 15 s at most.
   *
   * @throws TelegramException with the reason
   */
  public BotIdentity ask() {
    OkHttpClient http = TelegramHttp.client("telegram-check", PATIENCE);
    try {
      return ask(new OkHttpTelegramClient(http, config.botToken().reveal(), config.url()));
    } finally {
      TelegramHttp.close(http);
    }
  }

  BotIdentity ask(OkHttpTelegramClient client) {
    ApiError error;
    try {
      User me = client.execute(new GetMe());
      BotIdentity identity =
          new BotIdentity(me.getId(), me.getUserName() == null ? "" : me.getUserName());
      known.set(identity);
      trouble.set(null);
      return identity;
    } catch (TelegramApiException | RuntimeException e) {
      error = ApiError.of(e, config.redactor());
    }
    throw noted(explain(error));
  }

  /** Another call was refused for the token's sake. */
  void refused(int code) {
    noted(explain(code));
  }

  /** Another call was answered as only a good token's is. */
  void accepted() {
    trouble.set(null);
  }

  @Override
  public String name() {
    return "token";
  }

  @Override
  public Health check() {
    TelegramException wrong = trouble.get();
    if (wrong == null) {
      BotIdentity me = known.get();
      return me == null
          ? Health.degraded("Telegram has not answered yet.", "Wait; the bot keeps asking.")
          : Health.ok("Signed in as @" + me.username() + ".");
    }
    return wrong.kind() == Kind.UNREACHABLE
        ? Health.degraded(String.valueOf(wrong.getMessage()), "The bot keeps asking.")
        : Health.down(
            String.valueOf(wrong.getMessage()),
            "Get the token from @BotFather, set telegram.bot-token and start again.");
  }

  private TelegramException noted(TelegramException wrong) {
    trouble.set(wrong);
    return wrong;
  }

  private static TelegramException explain(ApiError error) {
    if (error.answered() && (error.code() == 401 || error.code() == 404)) {
      return explain(error.code());
    }
    return new TelegramException(
        Kind.UNREACHABLE, "Telegram could not be asked: " + error.detail());
  }

  private static TelegramException explain(int code) {
    return code == 404
        ? new TelegramException(
            Kind.MALFORMED_TOKEN, "Telegram does not know such a token (404 Not Found).")
        : new TelegramException(Kind.REVOKED_TOKEN, "The token was revoked (401 Unauthorized).");
  }
}
