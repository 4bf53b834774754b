package drover.simulator;

import java.time.Duration;

/**
 * How many requests an API key may make in any stretch of {@code window}.
 *
 * @param all requests of every kind
 * @param creates new sessions, which also count in {@code all}
 * @param management kills and respawns together, which also count in {@code all}
 */
public record RateLimits(int all, int creates, int management, Duration window) {
  /** The contract's: 100, 10 and 50 a minute. */
  public static final RateLimits CONTRACT = new RateLimits(100, 10, 50, Duration.ofMinutes(1));

  /** So many that no test or benchmark meets them. */
  public static final RateLimits NONE =
      new RateLimits(1_000_000, 1_000_000, 1_000_000, Duration.ofSeconds(1));
}
