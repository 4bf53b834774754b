package drover.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Moves when told. Any thread. */
public final class TestClock extends Clock {
  private final ZoneId zone;
  private volatile Instant now;

  private TestClock(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A clock in UTC. */
  public static TestClock at(String instant) {
    return new TestClock(Instant.parse(instant), ZoneId.of("UTC"));
  }

  public void advance(Duration step) {
    now = now.plus(step);
  }

  public void set(String instant) {
    now = Instant.parse(instant);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new TestClock(now, other);
  }
}
