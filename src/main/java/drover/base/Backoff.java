package drover.base;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter: a random wait between zero and a doubling ceiling. */
public record Backoff(Duration first, Duration ceiling) {
  public Backoff {
    if (first.compareTo(Duration.ZERO) <= 0 || ceiling.compareTo(first) < 0) {
      throw new IllegalArgumentException("a back-off needs 0 < first <= ceiling");
    }
  }

  /** The wait before try {@code attempt + 1}; {@code attempt} counts failures so far, from 1. */
  public Duration delay(int attempt, RandomGenerator random) {
    Duration limit = limit(attempt);
    return Duration.ofNanos((long) (random.nextDouble() * limit.toNanos()) + 1);
  }

  /** The longest wait after {@code attempt} failures. */
  public Duration limit(int attempt) {
    int doublings = Math.min(30, Math.max(0, attempt - 1));
    Duration grown = first.multipliedBy(1L << doublings);
    return grown.compareTo(ceiling) > 0 ? ceiling : grown;
  }
}
