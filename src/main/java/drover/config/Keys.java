package drover.config;

import drover.base.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Every key, with its default and its check. {@code bot.properties.example} explains them. */
final class Keys {
  static final Key<Secret> BOT_TOKEN = new Key<>("telegram.bot-token", null, Parse::botToken);
  static final Key<List<Long>> ADMINS = new Key<>("telegram.admins", "", Parse::userIds);
  static final Key<URI> TELEGRAM_API_URL =
      new Key<>("telegram.api-url", "https://api.telegram.org", Parse::serverUrl);

  static final Key<URI> API_URL =
      new Key<>("openclaw.api-url", "http://localhost:3000/api", Parse::httpUrl);
  static final Key<Secret> API_KEY = new Key<>("openclaw.api-key", null, Parse::secret);
  static final Key<URI> WS_URL = new Key<>("openclaw.ws-url", null, Parse::wsUrl);
  static final Key<Boolean> STREAM = new Key<>("openclaw.stream", "on", Parse::onOff);
  static final Key<Duration> TIMEOUT =
      new Key<>(
          "openclaw.timeout",
          "10000",
          text -> Parse.millisOrDuration(text, Duration.ofMillis(100), Duration.ofMinutes(5)));
  static final Key<Integer> RETRY_ATTEMPTS =
      new Key<>("openclaw.retry-attempts", "3", text -> (int) Parse.number(text, 0, 10));
  static final Key<Duration> POLL_INTERVAL =
      new Key<>(
          "openclaw.poll-interval",
          "10s",
          text -> Parse.duration(text, Duration.ofSeconds(1), Duration.ofHours(1)));

  static final Key<Duration> STALL_THRESHOLD =
      new Key<>(
          "stall.threshold",
          "5m",
          text -> Parse.duration(text, Duration.ofSeconds(1), Duration.ofDays(7)));
  static final Key<Duration> STALL_SWEEP =
      new Key<>(
          "stall.sweep",
          "15s",
          text -> Parse.duration(text, Duration.ofSeconds(1), Duration.ofHours(1)));
  static final Key<List<Integer>> TOKENS_WARN =
      new Key<>("tokens.warn", "70,90,95", Parse::percentages);
  static final Key<Long> DEFAULT_LIMIT =
      new Key<>("tokens.default-limit", "50000", text -> Parse.number(text, 1, Long.MAX_VALUE));
  static final Key<Duration> KILL_VERIFY_TIMEOUT =
      new Key<>(
          "kill.verify-timeout",
          "20s",
          text -> Parse.duration(text, Duration.ofSeconds(1), Duration.ofMinutes(10)));
  static final Key<Duration> ESCALATE_AFTER =
      new Key<>(
          "escalate.after",
          "30m",
          text -> Parse.duration(text, Duration.ofMinutes(1), Duration.ofDays(7)));
  static final Key<Config.ChatAndTopic> ESCALATE_CHAT =
      new Key<>("escalate.chat", null, Parse::chatAndTopic);
  static final Key<Duration> HISTORY_KEEP =
      new Key<>(
          "history.keep",
          "180d",
          text -> Parse.duration(text, Duration.ofDays(1), Duration.ofDays(36_500)));

  static final Key<String> DB_URL =
      new Key<>("db.url", "jdbc:h2:file:./data/drover", Parse::databaseUrl);
  static final Key<Integer> HTTP_PORT =
      new Key<>("http.port", "8080", text -> (int) Parse.number(text, 0, 65_535));

  static final List<Key<?>> ALL =
      List.of(
          BOT_TOKEN,
          ADMINS,
          TELEGRAM_API_URL,
          API_URL,
          API_KEY,
          WS_URL,
          STREAM,
          TIMEOUT,
          RETRY_ATTEMPTS,
          POLL_INTERVAL,
          STALL_THRESHOLD,
          STALL_SWEEP,
          TOKENS_WARN,
          DEFAULT_LIMIT,
          KILL_VERIFY_TIMEOUT,
          ESCALATE_AFTER,
          ESCALATE_CHAT,
          HISTORY_KEEP,
          DB_URL,
          HTTP_PORT);

  private Keys() {}
}
