package drover.telegram;

import drover.base.HealthCheck;
import drover.chat.SendResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How the last sends went. A refusal that concerns one chat is no trouble of sending. */
final class SendingHealth implements HealthCheck, SendResult.Visitor<Optional<SendResult.Refused>> {
  private final AtomicReference<SendResult.@Nullable Refused> trouble = new AtomicReference<>();

  void note(SendResult result) {
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
      return Health.ok("Messages go out.");
    }
    return Health.down(
        "The last message did not go out: " + last.detail(),
        last.reason() == SendResult.Refusal.UNAUTHORIZED
            ? "Set a working telegram.bot-token and start again."
            : "Check the connection to Telegram. What waits is sent when it is back.");
  }

  @Override
  public Optional<SendResult.Refused> sent(SendResult.Sent result) {
    return Optional.empty();
  }

  @Override
  public Optional<SendResult.Refused> refused(SendResult.Refused result) {
    return switch (result.reason()) {
      case NOT_DONE, OUTCOME_UNKNOWN, UNAUTHORIZED -> Optional.of(result);
      case CANNOT_PARSE,
          MESSAGE_GONE,
          TOPIC_GONE,
          MIGRATED,
          CANNOT_INITIATE,
          NO_RIGHTS,
          TOO_MANY_REQUESTS,
          CHAT_GONE,
          REJECTED ->
          Optional.empty();
    };
  }
}
