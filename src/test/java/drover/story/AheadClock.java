package drover.story;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that runs as another, and can be put forward. Any thread. */
public final class AheadClock extends Clock {
  private final Clock clock;
  private volatile Duration ahead = Duration.ZERO;

  AheadClock(Clock clock) {
    this.clock = clock;
  }

  /** Puts it forward, once more. */
  public synchronized void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Instant instant() {
    return clock.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    AheadClock other = new AheadClock(clock.withZone(zone));
    other.advance(ahead);
    return other;
  }
}
