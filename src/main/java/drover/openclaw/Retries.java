package drover.openclaw;

import drover.base.Backoff;
import drover.session.Purpose;
import drover.session.SessionApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Tries a call again where that is safe and worth it: back-off with full jitter, the server's
 * {@code Retry-After} in full, and never longer than the caller's patience. Any thread.
 */
final class Retries {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8));

  /** One try of a call. */
  interface Try<T> {
    T send() throws Failure;
  }

  /**
   * How often and how long to try.
   *
   * @param repeatable whether a request that was sent may be sent again
   * @param more tries after the first
   * @param patience no wait begins that would end later than this after the start
   */
  record Policy(boolean repeatable, int more, Duration patience) {
    static Policy reading(Purpose purpose, int retries) {
      return switch (purpose) {
        case PERSON -> new Policy(true, 0, Duration.ZERO);
        case KILL -> new Policy(true, retries, Duration.ofMinutes(1));
        case BACKGROUND -> new Policy(true, retries, Duration.ofMinutes(2));
      };
    }

    static Policy killing(int retries) {
      return new Policy(true, retries, Duration.ofMinutes(1));
    }

    /** For what must not be done twice. */
    static Policy once(int retries) {
      return new Policy(false, retries, Duration.ofSeconds(20));
    }
  }

  private final Clock clock;
  private final RandomGenerator random;
  private final Pause pause;

  Retries(Clock clock, RandomGenerator random, Pause pause) {
    this.clock = clock;
    this.random = random;
    this.pause = pause;
  }

  <T> T call(Policy policy, Try<T> attempt) {
    Instant begun = clock.instant();
    int failures = 0;
    while (true) {
      Failure failure;
      try {
        return attempt.send();
      } catch (Failure e) {
        failure = e;
      }
      if (failure.kind() != Failure.Kind.NO_ROOM) {
        failures++;
      }
      Duration wait = waitAfter(failure, failures);
      Duration late = Duration.between(begun, clock.instant()).plus(wait);
      if (!failure.allowsRepeat(policy.repeatable())
          || failures > policy.more()
          || late.compareTo(policy.patience()) > 0
          || !paused(wait)) {
        throw end(policy, failure);
      }
    }
  }

  private Duration waitAfter(Failure failure, int failures) {
    Duration told = failure.waitAtLeast();
    if (failure.kind() == Failure.Kind.NO_ROOM && told != null) {
      return told;
    }
    Duration jitter = BACKOFF.delay(failures, random);
    return told == null || told.compareTo(jitter) < 0 ? jitter : told;
  }

  /** False when the caller's thread is to leave. */
  private boolean paused(Duration wait) {
    try {
      return pause.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static SessionApiException end(Policy policy, Failure failure) {
    return policy.repeatable() || !failure.leavesDoubt()
        ? failure.problem()
        : new SessionApiException.OutcomeUnknown(
            "sent, but no clear answer came: " + failure.problem().getMessage(), failure.problem());
  }
}
