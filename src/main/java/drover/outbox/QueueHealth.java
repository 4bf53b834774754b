package drover.outbox;

import drover.base.HealthCheck;
import drover.base.Spans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How much waits, how long, and who rests. */
final class QueueHealth implements HealthCheck {
  private static final Duration OLD = Duration.ofMinutes(5);

  private final Dispatcher dispatcher;
  private final Backlog backlog;
  private final Parks parks;
  private final Clock clock;

  QueueHealth(Dispatcher dispatcher, Backlog backlog, Parks parks, Clock clock) {
    this.dispatcher = dispatcher;
    this.backlog = backlog;
    this.parks = parks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public Health check() {
    Instant now = clock.instant();
    Duration oldest = dispatcher.oldest(now);
    int resting = parks.count(now);
    Parks.Asked asked = parks.asked(now);
    String text =
        "%d waiting%s, %d lanes resting.%s%s"
            .formatted(
                backlog.depth(),
                oldest == null ? "" : ", the oldest for " + Spans.of(oldest),
                resting,
                words(asked),
                backlog.leftOut() == 0 ? "" : " " + backlog.leftOut() + " were left out.");
    if (parks.isUnauthorized()) {
      return Health.down(text + " All sending rests.", "Telegram refuses the token; set another.");
    }
    if (!dispatcher.storeWorks()) {
      return Health.down(text + " The database does not answer.", "Check the disk and the log.");
    }
    if (backlog.isPressed(now)) {
      OutboxPolicy.Bounds bounds = backlog.bounds();
      return Health.degraded(
          text,
          "Near the limit of %d in all and %d a chat; beyond it the least urgent are left out."
              .formatted(bounds.inAll(), bounds.perLane()));
    }
    boolean waitLong = oldest != null && oldest.compareTo(OLD) > 0;
    if (asked.longest().compareTo(OLD) > 0 || (asked.isAny() && waitLong)) {
      return Health.degraded(text, "Nothing: what waits is kept, and goes out then.");
    }
    if (resting > asked.chats() || waitLong) {
      return Health.degraded(
          text, "Resting lanes go on by themselves; the log says why they rest.");
    }
    return Health.ok(text);
  }

  private static String words(Parks.Asked asked) {
    if (!asked.isAny()) {
      return "";
    }
    return asked.all().isZero()
        ? " Telegram asked us to wait %s more in %s."
            .formatted(
                Spans.of(asked.longest()), asked.chats() == 1 ? "1 chat" : asked.chats() + " chats")
        : " Telegram asked us to wait %s more before anything is sent."
            .formatted(Spans.of(asked.all()));
  }
}
