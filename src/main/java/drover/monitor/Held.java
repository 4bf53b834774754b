package drover.monitor;

import drover.base.Backoff;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Facts that the database could not take, in order for each session, until it can.
 *
 * <p>One session that always fails stops nobody else; two failing in a row are taken for a database
 * that is down, and all wait. The board's thread only.
 */
final class Held {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  static final int MOST_FACTS = 32;

  private final RandomGenerator random;
  private final Map<SessionId, Line> lines = new LinkedHashMap<>();
  private Instant pausedUntil = Instant.MIN;
  private int failuresInRow;

  Held(RandomGenerator random) {
    this.random = random;
  }

  boolean has(SessionId session) {
    return lines.containsKey(session);
  }

  int size() {
    return lines.size();
  }

  boolean paused(Instant now) {
    return Due.isAhead(pausedUntil, now, BACKOFF.ceiling());
  }

  void committed() {
    failuresInRow = 0;
    pausedUntil = Instant.MIN;
  }

  void failed(Instant now) {
    failuresInRow++;
    if (failuresInRow > 1) {
      pausedUntil = now.plus(BACKOFF.delay(failuresInRow - 1, random));
    }
  }

  /** Keeps a fact; of too many the oldest goes that is not an end or a stall. */
  void add(Fact fact, Instant now) {
    Line line = lines.computeIfAbsent(fact.session(), id -> new Line(next(1, now)));
    line.facts.add(fact);
    if (line.facts.size() > MOST_FACTS) {
      Iterator<Fact> oldest = line.facts.iterator();
      while (oldest.hasNext()) {
        if (!Intake.mustArrive(oldest.next())) {
          oldest.remove();
          return;
        }
      }
      line.facts.removeLast();
    }
  }

  /** Offers what is due; a fact that {@code taker} takes is done. */
  void retry(Instant now, Predicate<Fact> taker) {
    for (SessionId session : List.copyOf(lines.keySet())) {
      Line line = lines.get(session);
      if (paused(now)) {
        return;
      }
      if (line == null || Due.isAhead(line.next, now, BACKOFF.ceiling())) {
        continue;
      }
      while (!line.facts.isEmpty() && taker.test(line.facts.peekFirst())) {
        line.facts.removeFirst();
      }
      if (line.facts.isEmpty()) {
        lines.remove(session);
      } else {
        line.failures++;
        line.next = next(line.failures, now);
      }
    }
  }

  /** All that is held is due at once. */
  void hurry(Instant now) {
    pausedUntil = Instant.MIN;
    lines.values().forEach(line -> line.next = now);
  }

  /** When to come again; null when nothing is held. */
  @Nullable Instant due() {
    Instant first = null;
    for (Line line : lines.values()) {
      if (first == null || line.next.isBefore(first)) {
        first = line.next;
      }
    }
    return first != null && first.isBefore(pausedUntil) ? pausedUntil : first;
  }

  private Instant next(int failures, Instant now) {
    return now.plus(BACKOFF.delay(failures, random));
  }

  private static final class Line {
    final ArrayDeque<Fact> facts = new ArrayDeque<>();
    int failures = 1;
    Instant next;

    Line(Instant next) {
      this.next = next;
    }
  }
}
