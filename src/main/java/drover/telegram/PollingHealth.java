package drover.telegram;

import drover.base.HealthCheck;
import drover.base.Spans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How polling goes. One thread writes, any reads. */
final class PollingHealth implements HealthCheck {
  /** Two pollers cut each other off by turns; between two cuts all looks well. */
  private static final Duration DISPUTED = Duration.ofMinutes(10);

  private final Clock clock;
  private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();
  private volatile @Nullable Instant cutOffAt;
  private volatile boolean heard;

  PollingHealth(Clock clock) {
    this.clock = clock;
  }

  /** Returns whether that ends a trouble. */
  boolean good() {
    heard = true;
    return trouble.getAndSet(null) != null;
  }

  /** Returns whether that is another trouble than before. */
  boolean bad(PollTrouble kind, String detail) {
    boolean known = kind == PollTrouble.OTHER_POLLER && isDisputed();
    if (kind == PollTrouble.OTHER_POLLER) {
      cutOffAt = clock.instant();
    }
    Trouble before = trouble.getAndSet(new Trouble(kind, detail));
    return !known && (before == null || before.kind() != kind);
  }

  /** Whether another poller cut us off a short time ago. */
  boolean isDisputed() {
    Instant last = cutOffAt;
    return last != null && last.plus(DISPUTED).isAfter(clock.instant());
  }

  @Override
  public String name() {
    return "polling";
  }

  @Override
  public Health check() {
    Trouble now = trouble.get();
    if (now != null) {
      return now.kind().health(now.detail());
    }
    Instant last = cutOffAt;
    if (last != null && isDisputed()) {
      return PollTrouble.OTHER_POLLER.past(Spans.of(Duration.between(last, clock.instant())));
    }
    return heard
        ? Health.ok("Updates arrive.")
        : Health.degraded("No poll has been answered yet.", "Wait; the bot keeps asking.");
  }

  private record Trouble(PollTrouble kind, String detail) {}
}
