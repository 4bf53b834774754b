package drover.order;

import drover.base.Loop;
import drover.base.SlidingLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets kills that were ordered together leave one after the other, on a thread of their own, and so
 * slowly that a kill ordered alone always finds room in the server's 50 management operations a
 * minute. Any thread adds.
 */
final class MassKill {
  /** Of the 50 that a server takes in a minute; the rest is for single orders. */
  static final int A_MINUTE = 40;

  private static final Duration MINUTE = Duration.ofSeconds(61);
  private static final Duration IDLE = Duration.ofHours(1);

  private final Clock clock;
  private final SlidingLimit limit = new SlidingLimit(A_MINUTE, MINUTE);
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final Loop loop = new Loop("mass-kill", this::turn);

  MassKill(Clock clock) {
    this.clock = clock;
  }

  Loop loop() {
    return loop;
  }

  /** What has not left is not sent any more; the next start tells so. */
  void stop() {
    waiting.clear();
    loop.stop();
  }

  void add(Runnable kill) {
    waiting.add(kill);
    loop.wake();
  }

  /** Sends one if there is one and room for it; returns how long until the next may go. */
  private Duration turn() {
    if (waiting.isEmpty()) {
      return IDLE;
    }
    Duration wait = limit.tryTake(clock.instant());
    if (!wait.isZero()) {
      return wait;
    }
    Runnable next = waiting.poll();
    if (next != null) {
      next.run();
    }
    return Duration.ZERO;
  }
}
