package drover.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * Spaces the calls to one chat: a burst at once, then one each interval. Counts from the end of
 * each call, so that delays on the way never bring two closer together than allowed.
 *
 * <p>Says how long to wait; never sleeps, never reads a clock. Not thread-safe.
 */
final class BurstSpacing {
  private final Duration interval;
  private final Duration credit;
  private Instant even = Instant.EPOCH;

  BurstSpacing(int burst, Duration interval) {
    this.interval = interval;
    credit = interval.multipliedBy(burst - 1L);
  }

  Duration waitFor(Instant now) {
    correct(now);
    Instant earliest = even.minus(credit);
    return earliest.isAfter(now) ? Duration.between(now, earliest) : Duration.ZERO;
  }

  /** Whether another might follow one that went now, without a wait. */
  boolean hasTwo(Instant now) {
    correct(now);
    Instant next = (even.isAfter(now) ? even : now).plus(interval);
    return !next.minus(credit).isAfter(now);
  }

  void ended(Instant now) {
    correct(now);
    even = (even.isAfter(now) ? even : now).plus(interval);
  }

  boolean idle(Instant now) {
    return !even.isAfter(now);
  }

  /** The clock may be set back; the debt must not grow by that. */
  private void correct(Instant now) {
    Instant most = now.plus(credit).plus(interval);
    if (even.isAfter(most)) {
      even = most;
    }
  }
}
