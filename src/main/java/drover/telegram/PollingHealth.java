package drover.telegram;

import drover.base.HealthCheck;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How polling goes. One thread writes, any reads. */
final class PollingHealth implements HealthCheck {
  private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();
  private volatile boolean heard;

  /** Returns whether that ends a trouble. */
  boolean good() {
    heard = true;
    return trouble.getAndSet(null) != null;
  }

  /** Returns whether that is another trouble than before. */
  boolean bad(PollTrouble kind, String detail) {
    Trouble before = trouble.getAndSet(new Trouble(kind, detail));
    return before == null || before.kind() != kind;
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
    return heard
        ? Health.ok("Updates arrive.")
        : Health.degraded("No poll has been answered yet.", "Wait; the bot keeps asking.");
  }

  private record Trouble(PollTrouble kind, String detail) {}
}
