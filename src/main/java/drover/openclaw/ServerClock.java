package drover.openclaw;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the server's clock is ahead of ours, from what its answers say. Any thread. */
final class ServerClock {
  /** An HTTP date is cut to seconds; on average it is half a second old. */
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private static final Duration GRAIN = Duration.ofSeconds(1);

  private Duration offset = Duration.ZERO;
  private boolean known;

  synchronized Duration offset() {
    return offset;
  }

  /** A time written into an answer that was asked for and came at these times of ours. */
  synchronized void said(@Nullable Instant time, Instant asked, Instant came) {
    if (time != null) {
      offset = Duration.between(middle(asked, came), time);
      known = true;
    }
  }

  /** A {@code Date} header: too coarse to replace a finer reading that it does not contradict. */
  synchronized void dated(@Nullable String date, Instant asked, Instant came) {
    Instant time = date == null ? null : WireTime.httpDate(date);
    if (time == null) {
      return;
    }
    Duration coarse = Duration.between(middle(asked, came), time.plus(HALF_A_SECOND));
    if (!known || coarse.minus(offset).abs().compareTo(GRAIN) > 0) {
      offset = coarse;
      known = true;
    }
  }

  private static Instant middle(Instant asked, Instant came) {
    return asked.plus(Duration.between(asked, came).dividedBy(2));
  }
}
