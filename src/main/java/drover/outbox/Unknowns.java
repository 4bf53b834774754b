package drover.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Knows when what waits after an unknown outcome may go at once, because sending works again: when
 * something else arrived since. That happens seldom, and ever less often in a row, since where some
 * sends arrive all the time and others never say so, each time may bring another copy. Any thread.
 */
final class Unknowns {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final int GROWTH = 4;

  private final Duration longest;
  private final Runnable works;
  private Duration pause = FIRST;
  private @Nullable Instant last;

  /** What an earlier life of the process left waits too. */
  private boolean waiting = true;

  private boolean due;
  private long arrived;

  /**
   * @param longest the longest pause between two times
   * @param works called when what waits may go
   */
  Unknowns(Duration longest, Runnable works) {
    this.longest = longest;
    this.works = works;
  }

  /** Something arrived. */
  void arrived(Instant now) {
    if (isOver(now)) {
      works.run();
    }
  }

  private synchronized boolean isOver(Instant now) {
    arrived++;
    if (!waiting || (last != null && now.isBefore(last.plus(pause)) && !now.isBefore(last))) {
      return false;
    }
    boolean inARow = last != null && now.isBefore(last.plus(longest.multipliedBy(2)));
    Duration grown = pause.multipliedBy(GROWTH);
    pause = inARow ? (grown.compareTo(longest) < 0 ? grown : longest) : FIRST;
    last = now;
    waiting = false;
    due = true;
    return true;
  }

  /** How much has arrived; for {@link #waits}. */
  synchronized long arrived() {
    return arrived;
  }

  /**
   * It is written down that something waits.
   *
   * @param before how much had arrived when its send ended
   */
  void waits(long before, Instant now) {
    boolean meanwhile;
    synchronized (this) {
      waiting = true;
      meanwhile = arrived != before;
    }
    if (meanwhile) {
      arrived(now);
    }
  }

  /** Whether what waits is to go now; once. */
  synchronized boolean take() {
    boolean taken = due;
    due = false;
    return taken;
  }

  /** That did not work; once more. */
  synchronized void putBack() {
    due = true;
  }
}
