package drover.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order is carried out on time or not at all. */
final class Lateness {
  private static final Duration STILL_MEANT = Duration.ofSeconds(60);

  private Lateness() {}

  /** How long the call had to wait, when it was too long; else null. */
  static @Nullable Duration of(Invocation invocation, Instant now) {
    return of(invocation.sentAt(), now);
  }

  static @Nullable Duration of(Instant sentAt, Instant now) {
    Duration waited = Duration.between(sentAt, now);
    return waited.compareTo(STILL_MEANT) > 0 ? waited : null;
  }
}
