package drover.telegram;

import drover.base.HealthCheck;
import drover.base.Loop;
import drover.base.Managed;
import drover.base.Redactor;
import drover.chat.Incoming;
import drover.chat.Intake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * Fetches updates and hands them to the {@link Intake}; only then is Telegram told, by the next
 * poll's offset, that we have them. Serial, on one thread of its own.
 *
 * <p>Starts while Telegram is down, asks who we are first, and never gives up: waits grow to 30 s,
 * except where Telegram names a longer one.
 */
public final class TelegramPoller implements Managed {
  private static final Logger log = LoggerFactory.getLogger(TelegramPoller.class);

  /** The real server has been seen closing connections at about 39 s. */
  private static final Duration LONG_POLL = Duration.ofSeconds(25);

  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration LEFT_WAIT = Duration.ofSeconds(2);
  private static final int LIMIT = 100;

  /** A hundred updates with all that may be in one; such a flood is asked for in smaller parts. */
  private static final long MOST_BYTES = 8L << 20;

  /** A press carries no time; one that may have waited this long is dated back. */
  private static final Duration AWAY = Duration.ofSeconds(60);

  /** How far, when nobody knows since when the bot was away. */
  private static final Duration LONG_AWAY = Duration.ofSeconds(90);

  private final Parts parts;
  private final Duration longPoll;
  private final Redactor redactor;
  private final OkHttpClient http;
  private final OkHttpTelegramClient client;
  private final PollWaits waits;
  private final Loop loop = new Loop("telegram-poll", this::poll);
  private final Counter skipped;
  private final Counter stored;
  private final PollingHealth health;
  private volatile boolean stopping;
  private volatile boolean confirming;

  // The polling thread's own, and after its end the stopping thread's.
  private @Nullable Integer offset;
  private int limit = LIMIT;
  private @Nullable Instant lastGood;

  /**
   * What a poller works with.
   *
   * @param onNew called after something new was taken; must be quick
   */
  public record Parts(
      TelegramConfig config,
      BotAccount account,
      Intake intake,
      Runnable onNew,
      PollListener listener,
      Clock clock,
      RandomGenerator random,
      MeterRegistry meters) {}

  public TelegramPoller(Parts parts) {
    this(parts, LONG_POLL);
  }

  TelegramPoller(Parts parts, Duration longPoll) {
    this.parts = parts;
    this.longPoll = longPoll;
    redactor = parts.config().redactor();
    health = new PollingHealth(parts.clock());
    waits = new PollWaits(parts.random());
    Counter tooLarge = parts.meters().counter("drover.telegram.polls.too.large");
    http =
        TelegramHttp.client(
                "telegram-poll-http", longPoll.plus(MARGIN), MOST_BYTES, tooLarge::increment)
            .newBuilder()
            .addInterceptor(
                chain -> {
                  if (stopping && !confirming) {
                    throw new IOException("stopping");
                  }
                  return chain.proceed(chain.request());
                })
            .build();
    client =
        new OkHttpTelegramClient(http, parts.config().botToken().reveal(), parts.config().url());
    skipped = parts.meters().counter("drover.telegram.updates.skipped");
    stored = parts.meters().counter("drover.telegram.updates.stored");
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    stopping = true;
    http.dispatcher().cancelAll();
    loop.stop();
    confirm();
    TelegramHttp.close(http);
  }

  /** The line "polling" of {@code /health}. */
  public HealthCheck healthCheck() {
    return health;
  }

  /** One turn: asks, stores, and returns how long to wait before the next. */
  Duration poll() {
    if (stopping) {
      return PollWaits.LONGEST;
    }
    Duration patience = wasAway(parts.clock().instant()) ? Duration.ZERO : longPoll;
    PollUpdates request = new PollUpdates(offset, (int) patience.toSeconds(), limit);
    UpdateBatch batch;
    BotIdentity me;
    try {
      me = parts.account().identity().orElse(null);
      if (me == null) {
        me = parts.account().ask(client);
        log.info("Signed in to Telegram as @{}", me.username());
      }
      client.execute(request);
      batch = request.read();
    } catch (TelegramException e) {
      return afterRefusedToken(e);
    } catch (TelegramApiException | RuntimeException e) {
      if (CallFailure.isTooLarge(e)) {
        limit = Math.max(1, limit / 4);
      }
      return afterFailure(ApiError.of(e, redactor));
    }
    return batch == null ? Duration.ZERO : take(batch, me);
  }

  private Duration take(UpdateBatch batch, BotIdentity me) {
    Instant now = parts.clock().instant();
    boolean away = wasAway(now);
    Instant pressedAt = away ? (lastGood == null ? now.minus(LONG_AWAY) : lastGood) : now;
    Translator translator = new Translator(me.username());
    List<Incoming> incoming =
        batch.updates().stream()
            .map(update -> translator.translate(update, pressedAt))
            .flatMap(Optional::stream)
            .toList();
    Intake.Taken taken;
    try {
      taken = incoming.isEmpty() ? Intake.Taken.all(0) : parts.intake().take(incoming);
    } catch (RuntimeException e) {
      log.error("Updates cannot be stored; they stay at Telegram", e);
      return wait(PollTrouble.NOT_STORED, "the database refuses", null);
    }
    if (!taken.left().isEmpty()) {
      return leave(taken.left());
    }
    int fresh = taken.fresh();
    skipped.increment(batch.skipped());
    stored.increment(fresh);
    // An empty answer confirmed all that was; and after a quiet week numbers may start lower.
    offset = batch.lastId() < 0 ? null : Integer.valueOf(batch.lastId() + 1);
    recovered();
    if (!away || batch.updates().size() + batch.skipped() < limit) {
      lastGood = now; // a full answer has more of the time away behind it
    }
    limit = Math.min(LIMIT, limit * 2);
    if (fresh > 0) {
      parts.onNew().run();
    }
    return Duration.ZERO;
  }

  /**
   * Nothing behind the first that is left can be confirmed, so all of that comes again. The wait is
   * short: among what comes, there may be a person's question.
   */
  private Duration leave(Set<Long> left) {
    long first = left.stream().mapToLong(Long::longValue).min().orElseThrow();
    offset = Math.toIntExact(first);
    Duration wait = wait(PollTrouble.NOT_STORED, "the database refuses", null);
    return wait.compareTo(LEFT_WAIT) > 0 ? LEFT_WAIT : wait;
  }

  /**
   * Whether what Telegram holds may have waited there. Then it is asked for without a long poll, so
   * that a press made just now does not come in the same answer.
   */
  private boolean wasAway(Instant now) {
    return lastGood == null || Duration.between(lastGood, now).compareTo(AWAY) > 0;
  }

  private void recovered() {
    if (health.good()) {
      log.info("Polling Telegram works again");
    }
    waits.good(health.isDisputed());
    parts.account().accepted();
    told(parts.listener()::polled);
  }

  private Duration afterRefusedToken(TelegramException e) {
    PollTrouble trouble =
        e.kind() == TelegramException.Kind.UNREACHABLE
            ? PollTrouble.UNREACHABLE
            : PollTrouble.TOKEN;
    return wait(trouble, String.valueOf(e.getMessage()), null);
  }

  private Duration afterFailure(ApiError error) {
    if (stopping) {
      return PollWaits.LONGEST;
    }
    PollTrouble trouble = PollTrouble.of(error);
    if (trouble == PollTrouble.TOKEN) {
      parts.account().refused(error.code());
    }
    Duration wait = wait(trouble, error.detail(), error.retryAfter());
    if (trouble == PollTrouble.OTHER_POLLER) {
      told(() -> parts.listener().cutOff(error.detail()));
    }
    if (trouble == PollTrouble.WEBHOOK) {
      return deleteWebhook() && waits.isFirstFailure() ? Duration.ZERO : wait;
    }
    return wait;
  }

  private boolean deleteWebhook() {
    try {
      client.execute(new DeleteWebhook());
      log.warn("Removed the webhook that kept updates from being polled");
      return true;
    } catch (TelegramApiException | RuntimeException e) {
      log.warn("The webhook was not removed: {}", ApiError.of(e, redactor).detail());
      return false;
    }
  }

  private Duration wait(PollTrouble trouble, String detail, @Nullable Duration told) {
    parts
        .meters()
        .counter("drover.telegram.polls.failed", "why", trouble.name().toLowerCase(Locale.ROOT))
        .increment();
    if (health.bad(trouble, detail)) {
      log.warn("Polling: {} ({}); trying on", trouble.text(), detail);
    }
    return waits.after(trouble, told);
  }

  private static void told(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      log.error("How polling goes was not noted", e);
    }
  }

  /** Tells Telegram about the last batch, which the next poll would have done. */
  private void confirm() {
    Integer last = offset;
    if (last == null) {
      return;
    }
    confirming = true;
    try {
      client.executeAsync(new PollUpdates(last, 0, 1)).get(700, TimeUnit.MILLISECONDS);
      offset = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // They come again after the start, and the inbox knows them.
      log.info("The last updates were not confirmed: {}", ApiError.of(e, redactor).detail());
    }
  }
}
