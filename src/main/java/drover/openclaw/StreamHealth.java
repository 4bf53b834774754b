package drover.openclaw;

import drover.base.HealthCheck;
import drover.base.Spans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the event stream is, for {@code /health}. Any thread. */
final class StreamHealth implements HealthCheck {
  private final Clock clock;
  private final boolean wanted;
  private final Oddities oddities;
  private Instant since;
  private boolean up;
  private @Nullable Instant lastEvent;
  private @Nullable String lastError;
  private String advice = "";

  StreamHealth(Clock clock, boolean wanted, Oddities oddities) {
    this.clock = clock;
    this.wanted = wanted;
    this.oddities = oddities;
    this.since = clock.instant();
  }

  synchronized void up() {
    up = true;
    since = clock.instant();
    lastError = null;
    advice = "";
  }

  synchronized void down(String reason, String whatToDo) {
    if (up) {
      since = clock.instant();
    }
    up = false;
    lastError = reason;
    advice = whatToDo;
  }

  synchronized void heard() {
    lastEvent = clock.instant();
  }

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public synchronized Health check() {
    if (!wanted) {
      return Health.ok("off by configuration; polling");
    }
    Instant now = clock.instant();
    String counts = oddities.words();
    if (up) {
      String heard =
          lastEvent == null
              ? "no event yet"
              : "last event " + Spans.of(Duration.between(lastEvent, now)) + " ago";
      return Health.ok(
          "connected for " + Spans.of(Duration.between(since, now)) + "; " + heard + counts);
    }
    String why = lastError == null ? "not connected yet" : lastError;
    String text =
        why + "; down for " + Spans.of(Duration.between(since, now)) + ", polling meanwhile";
    return Health.degraded(text + counts, advice);
  }
}
