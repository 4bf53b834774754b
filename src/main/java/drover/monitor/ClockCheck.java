package drover.monitor;

import drover.base.HealthCheck;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells when the server's clock and ours are far apart. */
final class ClockCheck implements HealthCheck {
  private static final Duration MUCH = Duration.ofSeconds(30);

  private final Supplier<Duration> offset;

  ClockCheck(Supplier<Duration> offset) {
    this.offset = offset;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Health check() {
    Duration ahead = offset.get();
    if (ahead.abs().compareTo(MUCH) <= 0) {
      return Health.ok("The server's clock agrees with ours.");
    }
    String text =
        "The server's clock is %d s %s ours; times are corrected for it."
            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    return Health.degraded(text, "Switch on time synchronization on both machines.");
  }
}
