package drover.base;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * At most so many in any window of a given length. Answers with a wait; never sleeps and never
 * reads a clock. A token bucket would let twice as many through one window.
 *
 * <p>Any thread.
 */
public final class SlidingLimit {
  private final int permits;
  private final Duration window;
  private final ArrayDeque<Instant> taken = new ArrayDeque<>();

  public SlidingLimit(int permits, Duration window) {
    if (permits < 1 || window.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("a limit needs a permit and a window");
    }
    this.permits = permits;
    this.window = window;
  }

  /** Takes a place and returns zero, or takes none and returns how long until one is free. */
  public synchronized Duration tryTake(Instant now) {
    forget(now);
    if (taken.size() < permits) {
      taken.addLast(now);
      return Duration.ZERO;
    }
    return waitFor(1, now);
  }

  /** How long until {@code places} could be taken together; zero when they are free now. */
  public synchronized Duration waitFor(int places, Instant now) {
    forget(now);
    int tooMany = taken.size() + Math.min(places, permits) - permits;
    if (tooMany <= 0) {
      return Duration.ZERO;
    }
    Instant freed = taken.stream().skip(tooMany - 1L).findFirst().orElse(now).plus(window);
    return Duration.between(now, freed);
  }

  private void forget(Instant now) {
    Instant since = now.minus(window);
    while (!taken.isEmpty() && !taken.peekFirst().isAfter(since)) {
      taken.removeFirst();
    }
    int ahead = 0;
    while (!taken.isEmpty() && taken.peekLast().isAfter(now)) {
      taken.removeLast();
      ahead++;
    }
    // The clock was set back: what was taken by the old time counts from now, not for hours.
    for (int i = 0; i < ahead; i++) {
      taken.addLast(now);
    }
  }
}
