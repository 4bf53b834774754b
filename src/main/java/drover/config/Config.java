package drover.config;

import drover.base.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked. What each value means stands with its key in {@link Keys}.
 *
 * @param tokensWarn shares of the token limit, in percent, at which to warn
 * @param tokensDefaultLimit the limit of sessions whose server names none
 * @param httpPort 0: off
 */
public record Config(
    Telegram telegram,
    OpenClaw openclaw,
    Stall stall,
    List<Integer> tokensWarn,
    long tokensDefaultLimit,
    Duration killVerifyTimeout,
    Escalation escalation,
    Duration historyKeep,
    String dbUrl,
    int httpPort) {
  public Config {
    tokensWarn = List.copyOf(tokensWarn);
  }

  /** Who we are in the chats, and who may order. */
  public record Telegram(Secret botToken, List<Long> admins, URI apiUrl) {
    public Telegram {
      admins = List.copyOf(admins);
    }
  }

  /**
   * The server.
   *
   * @param apiKey null: a server without authentication
   * @param wsUrl null: derived from {@code apiUrl}
   * @param timeout of one attempt
   * @param retryAttempts tries after the first
   */
  public record OpenClaw(
      URI apiUrl,
      @Nullable Secret apiKey,
      @Nullable URI wsUrl,
      boolean stream,
      Duration timeout,
      int retryAttempts,
      Duration pollInterval) {}

  /** When silence is a stall, and how often we look. */
  public record Stall(Duration threshold, Duration sweep) {}

  /**
   * Where a stall is told that nobody takes care of.
   *
   * @param to null: nowhere
   */
  public record Escalation(Duration after, @Nullable ChatAndTopic to) {}

  /**
   * A chat, and a topic in it.
   *
   * @param topic null: the chat itself
   */
  public record ChatAndTopic(long chat, @Nullable Integer topic) {}

  /** The secrets that must never be printed. */
  public List<Secret> secrets() {
    return openclaw.apiKey() == null
        ? List.of(telegram.botToken())
        : List.of(telegram.botToken(), openclaw.apiKey());
  }
}
