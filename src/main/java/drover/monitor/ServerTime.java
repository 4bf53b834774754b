package drover.monitor;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Converts between our clock and the server's. Any thread. */
final class ServerTime {
  /** A server may be this much ahead without our knowing; later times are nonsense. */
  private static final Duration LEEWAY = Duration.ofMinutes(15);

  private final Clock clock;
  private final Supplier<Duration> offset;

  /**
   * @param offset how far the server is ahead of us
   */
  ServerTime(Clock clock, Supplier<Duration> offset) {
    this.clock = clock;
    this.offset = offset;
  }

  /** Our own time. */
  Instant ours() {
    return clock.instant();
  }

  /** The server's time now. */
  Instant now() {
    return toTheirs(clock.instant());
  }

  Instant toTheirs(Instant ours) {
    try {
      return ours.plus(offset.get());
    } catch (DateTimeException | ArithmeticException e) {
      return ours;
    }
  }

  /** A time that the server gave, by our clock; never later than {@code latest}. */
  Instant toOurs(Instant theirs, Instant latest) {
    Instant ours;
    try {
      ours = theirs.minus(offset.get());
    } catch (DateTimeException | ArithmeticException e) {
      ours = theirs;
    }
    return ours.isAfter(latest) ? latest : ours;
  }

  /**
   * The activity as told, or null when it lies so far ahead that believing it would make every
   * later fact look old.
   */
  @Nullable Instant plausible(@Nullable Instant activity) {
    return activity == null || activity.isAfter(now().plus(LEEWAY)) ? null : activity;
  }
}
