package drover.openclaw;

import drover.session.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The server's limits, kept before it has to: 100 requests, 10 creates and 50 management operations
 * in any 60 s. Of the 100, people always find 30 and kills 10, however much else goes on.
 *
 * <p>Answers with a wait; never sleeps and never reads a clock. Any thread.
 */
final class RequestBudget {
  /** One second more than the server's 60: requests do not all travel equally fast. */
  static final Duration WINDOW = Duration.ofSeconds(61);

  /** No server means longer than this, whatever it says. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  /** What a request does, and so which limits it counts against. */
  enum Kind {
    READ,
    KILL,
    RESPAWN,
    CREATE
  }

  private final Window all =
      new Window(100, Map.of(Purpose.PERSON, 30, Purpose.KILL, 10, Purpose.BACKGROUND, 0));
  private final Window management = new Window(50, Map.of());
  private final Window creates = new Window(10, Map.of());
  private Instant pausedUntil = Instant.MIN;

  /** Takes a place in every limit that counts and returns zero, or takes none and says the wait. */
  synchronized Duration tryTake(Kind kind, Purpose purpose, Instant now) {
    Duration wait = Duration.ZERO;
    if (purpose == Purpose.BACKGROUND && pausedUntil.isAfter(now)) {
      wait = Duration.between(now, pausedUntil);
    }
    List<Window> windows = windows(kind);
    for (Window window : windows) {
      Duration forThis = window.waitFor(purpose, now);
      wait = forThis.compareTo(wait) > 0 ? forThis : wait;
    }
    if (wait.isZero()) {
      windows.forEach(window -> window.take(purpose, now));
    }
    return wait;
  }

  /** Counts a request that was sent without asking: a library's own repeat, a redirect. */
  synchronized void charge(Kind kind, Purpose purpose, Instant now) {
    windows(kind).forEach(window -> window.take(purpose, now));
  }

  /** The server said 429: nothing in the background leaves before its wait is over. */
  synchronized void pauseBackground(Duration wait, Instant now) {
    Instant until = now.plus(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
  }

  private List<Window> windows(Kind kind) {
    return switch (kind) {
      case READ -> List.of(all);
      case KILL, RESPAWN -> List.of(all, management);
      case CREATE -> List.of(all, creates);
    };
  }

  private record Taken(Instant at, Purpose purpose) {}

  /** One sliding limit in which purposes may have shares that the others leave free. */
  private static final class Window {
    private final int permits;
    private final Map<Purpose, Integer> shares = new EnumMap<>(Purpose.class);
    private final ArrayDeque<Taken> taken = new ArrayDeque<>();

    Window(int permits, Map<Purpose, Integer> shares) {
      this.permits = permits;
      this.shares.putAll(shares);
    }

    void take(Purpose purpose, Instant now) {
      taken.addLast(new Taken(now, purpose));
    }

    Duration waitFor(Purpose purpose, Instant now) {
      forget(now);
      Map<Purpose, Integer> used = new EnumMap<>(Purpose.class);
      taken.forEach(one -> used.merge(one.purpose(), 1, Integer::sum));
      if (fits(purpose, used)) {
        return Duration.ZERO;
      }
      for (Taken oldest : taken) {
        used.merge(oldest.purpose(), -1, Integer::sum);
        if (fits(purpose, used)) {
          return Duration.between(now, oldest.at().plus(WINDOW));
        }
      }
      throw new IllegalStateException("an empty window has room for nobody");
    }

    /** Whether one more fits while every other purpose still finds its unused share. */
    private boolean fits(Purpose purpose, Map<Purpose, Integer> used) {
      int spoken = 1;
      for (Purpose each : Purpose.values()) {
        int uses = used.getOrDefault(each, 0);
        spoken += each == purpose ? uses : Math.max(uses, shares.getOrDefault(each, 0));
      }
      return spoken <= permits;
    }

    /** Also forgets what lies in the future: the clock was set back. */
    private void forget(Instant now) {
      Instant since = now.minus(WINDOW);
      taken.removeIf(one -> !one.at().isAfter(since) || one.at().isAfter(now.plus(WINDOW)));
    }
  }
}
