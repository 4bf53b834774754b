package drover.telegram;

import drover.base.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait after polls that brought nothing. The polling thread. */
final class PollWaits {
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final Backoff backoff = new Backoff(Duration.ofMillis(500), LONGEST);
  private final RandomGenerator random;
  private int failures;
  private int cutOffs;

  PollWaits(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param disputed whether another poller cut us off a short time ago: each ends the other's poll,
   *     and polls between are good, so the waits after cuts must grow all the same
   */
  void good(boolean disputed) {
    failures = 0;
    if (!disputed) {
      cutOffs = 0;
    }
  }

  /**
   * @param told by Telegram; obeyed when it is longer
   */
  Duration after(PollTrouble trouble, @Nullable Duration told) {
    failures++;
    Duration grown =
        switch (trouble) {
          case TOKEN -> LONGEST;
          case OTHER_POLLER -> backoff.delay(++cutOffs, random);
          case WEBHOOK, TOO_MANY, UNREACHABLE, REFUSED, NOT_STORED ->
              backoff.delay(failures, random);
        };
    return told != null && told.compareTo(grown) > 0 ? told : grown;
  }

  boolean isFirstFailure() {
    return failures == 1;
  }
}
