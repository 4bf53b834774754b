package drover.history;

import drover.base.ScheduledTask;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets history that is older than wanted. */
public final class Retention implements ScheduledTask {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final HistoryStore history;
  private final Duration keep;
  private final Clock clock;

  public Retention(HistoryStore history, Duration keep, Clock clock) {
    if (keep.isNegative() || keep.isZero()) {
      throw new IllegalArgumentException("history must be kept for some time, not " + keep);
    }
    this.history = history;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "history-retention";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    int gone = history.deleteBefore(clock.instant().minus(keep));
    if (gone > 0) {
      log.info("Forgot {} rows of history older than {} days", gone, keep.toDays());
    }
  }
}
