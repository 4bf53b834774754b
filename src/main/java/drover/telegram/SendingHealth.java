package drover.telegram;

import drover.base.HealthCheck;
import drover.base.Spans;
import drover.chat.SendResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How the last sends went. A refusal that concerns one chat is no trouble of sending. */
final class SendingHealth implements HealthCheck, SendResult.Visitor<Optional<SendResult.Refused>> {
  /** A wait that people notice. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicReference<SendResult.@Nullable Refused> trouble = new AtomicReference<>();
  private volatile boolean tried;

  void note(SendResult result) {
    tried = true;
    trouble.set(result.accept(this).orElse(null));
  }

  @Override
  public String name() {
    return "sending";
  }

  @Override
  public Health check() {
    SendResult.Refused last = trouble.get();
    if (last == null) {
      return Health.ok(tried ? "Messages go out." : "Nothing was to be sent yet.");
    }
    if (last.reason() == SendResult.Refusal.TOO_MANY_REQUESTS) {
      return askedToWait(last.retryAfter());
    }
    return Health.down(
        "The last message did not go out: " + last.detail(),
        last.reason() == SendResult.Refusal.UNAUTHORIZED
            ? "Set a working telegram.bot-token and start again."
            : "Check the connection to Telegram. What waits is sent when it is back.");
  }

  /** The queue knows how much of it is left. */
  private static Health askedToWait(@Nullable Duration time) {
    String text =
        "Telegram asked us to wait%s before the next message."
            .formatted(time == null ? "" : " " + Spans.of(time));
    return time == null || time.compareTo(LONG) <= 0
        ? Health.ok(text)
        : Health.degraded(text, "Nothing: what waits is kept, and goes out then.");
  }

  @Override
  public Optional<SendResult.Refused> sent(SendResult.Sent result) {
    return Optional.empty();
  }

  @Override
  public Optional<SendResult.Refused> refused(SendResult.Refused result) {
    return switch (result.reason()) {
      case NOT_DONE, OUTCOME_UNKNOWN, UNAUTHORIZED, TOO_MANY_REQUESTS -> Optional.of(result);
      case CANNOT_PARSE,
          MESSAGE_GONE,
          TOPIC_GONE,
          MIGRATED,
          CANNOT_INITIATE,
          NO_RIGHTS,
          CHAT_GONE,
          REJECTED ->
          Optional.empty();
    };
  }
}
