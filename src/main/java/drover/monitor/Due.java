package drover.monitor;

import java.time.Duration;
import java.time.Instant;

/** Waiting by a clock that may be set back: then nothing must wait for hours. */
final class Due {
  private Due() {}

  /**
   * Whether it is not time yet.
   *
   * @param longest further ahead than this nobody sets {@code due}: the clock was set back since
   */
  static boolean isAhead(Instant due, Instant now, Duration longest) {
    return now.isBefore(due) && !due.isAfter(now.plus(longest));
  }
}
