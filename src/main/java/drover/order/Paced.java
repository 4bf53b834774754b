package drover.order;

import drover.base.Loop;
import drover.base.SlidingLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Lets orders leave one after the other, on a thread of their own, and no more of them in a minute
 * than the server takes. Any thread adds.
 */
final class Paced {
  /** A little more than the server's: requests do not all travel equally fast. */
  private static final Duration MINUTE = Duration.ofSeconds(61);

  private static final Duration IDLE = Duration.ofHours(1);

  private final Clock clock;
  private final SlidingLimit limit;
  private final int perMinute;
  private final Deque<Runnable> waiting = new ConcurrentLinkedDeque<>();
  private final Loop loop;
  private volatile Instant notBefore = Instant.MIN;

  Paced(String name, int perMinute, Clock clock) {
    this.clock = clock;
    this.perMinute = perMinute;
    this.limit = new SlidingLimit(perMinute, MINUTE);
    this.loop = new Loop(name, this::turn);
  }

  Loop loop() {
    return loop;
  }

  /** What has not left is not sent any more; the next start tells so. */
  void stop() {
    waiting.clear();
    loop.stop();
  }

  void add(Runnable order) {
    waiting.add(order);
    loop.wake();
  }

  /** For an order that the server would not take yet: it goes first, after that long. */
  void putBack(Runnable order, Duration wait) {
    notBefore = clock.instant().plus(wait);
    waiting.addFirst(order);
  }

  /** How long one more would have to wait at least. */
  Duration waitForOneMore() {
    Instant now = clock.instant();
    Duration paused = Duration.between(now, later(now, notBefore));
    int before = waiting.size();
    Duration room =
        MINUTE.multipliedBy(before / perMinute).plus(limit.waitFor(before % perMinute + 1, now));
    return paused.compareTo(room) > 0 ? paused : room;
  }

  /** Sends one if there is one and room for it; returns how long until the next may go. */
  private Duration turn() {
    if (waiting.isEmpty()) {
      return IDLE;
    }
    Instant now = clock.instant();
    if (notBefore.isAfter(now)) {
      return Duration.between(now, notBefore);
    }
    Duration wait = limit.tryTake(now);
    if (!wait.isZero()) {
      return wait;
    }
    Runnable next = waiting.poll();
    if (next != null) {
      next.run();
    }
    return Duration.ZERO;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
