package drover.history;

import drover.base.HealthCheck;
import drover.base.ScheduledTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets history that is older than wanted, and the oldest of what is too much. */
public final class Retention implements ScheduledTask {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final HistoryStore history;
  private final Duration keep;
  private final HistoryCap cap;
  private final Clock clock;
  private final Counter cut;
  private volatile @Nullable Instant lastCut;

  public Retention(
      HistoryStore history, Duration keep, HistoryCap cap, MeterRegistry meters, Clock clock) {
    if (keep.isNegative() || keep.isZero()) {
      throw new IllegalArgumentException("history must be kept for some time, not " + keep);
    }
    this.history = history;
    this.keep = keep;
    this.cap = cap;
    this.clock = clock;
    this.cut = meters.counter("drover.history.cut");
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
    int beyond = history.deleteBeyond(cap);
    if (beyond > 0) {
      log.warn("History is full: {} rows went before their time", beyond);
      cut.increment(beyond);
      lastCut = clock.instant();
    }
  }

  /** The line "history" of {@code /health}. */
  public HealthCheck healthCheck() {
    return new HealthCheck() {
      @Override
      public String name() {
        return "history";
      }

      @Override
      public Health check() {
        Instant at = lastCut;
        return at == null || at.plus(REMEMBERED).isBefore(clock.instant())
            ? Health.ok("It is kept for " + keep.toDays() + " days.")
            : Health.degraded(
                "There is more of it than fits: the oldest went before its time.",
                "Set history.keep to what you need.");
      }
    };
  }
}
