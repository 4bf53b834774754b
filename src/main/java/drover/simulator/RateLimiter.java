package drover.simulator;

import drover.base.SlidingLimit;
import java.time.Duration;
import java.time.Instant;

/** The three limits of one API key. Any thread. */
final class RateLimiter {
  private final RateLimits limits;
  private final SlidingLimit all;
  private final SlidingLimit creates;
  private final SlidingLimit management;

  RateLimiter(RateLimits limits) {
    this.limits = limits;
    all = new SlidingLimit(limits.all(), limits.window());
    creates = new SlidingLimit(limits.creates(), limits.window());
    management = new SlidingLimit(limits.management(), limits.window());
  }

  /** Counts a request, or throws the refusal and counts nothing. */
  synchronized void take(ApiCall call, Instant now) {
    require(all, "requests", limits.all(), now);
    switch (call) {
      case CREATE -> {
        require(creates, "session creations", limits.creates(), now);
        take(creates, now);
      }
      case KILL, RESPAWN -> {
        require(management, "management operations", limits.management(), now);
        take(management, now);
      }
      case LIST, DETAILS, LOGS, METRICS, STREAM, UNKNOWN -> {}
    }
    take(all, now);
  }

  private static void require(SlidingLimit limit, String what, int permits, Instant now) {
    Duration wait = limit.waitFor(1, now);
    if (!wait.isZero()) {
      throw ApiError.rateLimited(what, permits, wait);
    }
  }

  private static void take(SlidingLimit limit, Instant now) {
    Duration wait = limit.tryTake(now);
    if (!wait.isZero()) {
      throw new IllegalStateException("a free place was taken under the lock");
    }
  }
}
