package drover.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;

/**
 * At most so many calls in any window, as the other side counts them: a call holds its place from
 * its beginning until a window after its end, because nobody here knows when it arrived.
 *
 * <p>Says how long to wait; never sleeps, never reads a clock. Not thread-safe.
 */
final class FlightWindow {
  private final int permits;
  private final Duration window;
  private final ArrayDeque<Instant> ended = new ArrayDeque<>();
  private int flying;

  FlightWindow(int permits, Duration window) {
    this.permits = permits;
    this.window = window;
  }

  /** Zero when a call may begin now; a whole window when only the end of a call can tell. */
  Duration waitFor(Instant now) {
    forget(now);
    int tooMany = ended.size() + flying + 1 - permits;
    if (tooMany <= 0) {
      return Duration.ZERO;
    }
    return ended.stream()
        .skip(tooMany - 1L)
        .findFirst()
        .map(end -> Duration.between(now, end.plus(window)))
        .orElse(window);
  }

  /** Whether another might follow one that went now, without a wait. */
  boolean hasTwo(Instant now) {
    forget(now);
    return ended.size() + flying + 2 <= permits;
  }

  void began() {
    flying++;
  }

  void ended(Instant now) {
    flying--;
    ended.addLast(now);
  }

  /** The call was not made after all. */
  void cancelled() {
    flying--;
  }

  boolean idle(Instant now) {
    forget(now);
    return flying == 0 && ended.isEmpty();
  }

  private void forget(Instant now) {
    if (!ended.isEmpty() && ended.peekLast().isAfter(now)) {
      // The clock was set back; a place must not stay taken for that long.
      int places = ended.size();
      ended.clear();
      ended.addAll(Collections.nCopies(places, now));
    }
    Instant since = now.minus(window);
    while (!ended.isEmpty() && !ended.peekFirst().isAfter(since)) {
      ended.removeFirst();
    }
  }
}
