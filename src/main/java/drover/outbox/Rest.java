package drover.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * A rest until a time, which a clock set back does not lengthen: it never lasts longer than it was
 * meant to when it began. Not thread-safe.
 */
final class Rest {
  private final Duration length;
  private Instant until;

  Rest(Instant now, Instant until) {
    this.until = until;
    length = until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  /** Zero when it is over. */
  Duration left(Instant now) {
    if (until.isAfter(now.plus(length))) {
      until = now.plus(length);
    }
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  boolean isOver(Instant now) {
    return left(now).isZero();
  }

  static Rest later(Rest a, Rest b) {
    return a.until.isAfter(b.until) ? a : b;
  }
}
