package drover.app;

import drover.access.Trouble;
import drover.telegram.PollListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether another program polls with our token. The two cut each other off by turns, so it counts
 * as gone only when an hour has passed without a sign of it. The polling thread.
 */
final class RivalPoller implements PollListener {
  private static final Duration GONE = Duration.ofHours(1);

  private final OpenTroubles troubles;
  private final Clock clock;
  private Instant lastSign;

  RivalPoller(OpenTroubles troubles, Clock clock) {
    this.troubles = troubles;
    this.clock = clock;
    lastSign = clock.instant();
  }

  @Override
  public void cutOff(String why) {
    lastSign = clock.instant();
    troubles.open(Trouble.Kind.OTHER_POLLER, Trouble.NOWHERE, why);
  }

  @Override
  public void polled() {
    if (!clock.instant().isBefore(lastSign.plus(GONE))) {
      troubles.close(Trouble.Kind.OTHER_POLLER, Trouble.NOWHERE);
    }
  }
}
