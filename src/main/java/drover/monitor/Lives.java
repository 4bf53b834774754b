package drover.monitor;

import drover.session.AgentLife;
import drover.session.Session;
import drover.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells one life of a session from the next, and names them. */
final class Lives {
  /** Servers cut times to seconds in one place and not in another. */
  private static final Duration SAME = Duration.ofSeconds(1);

  private Lives() {}

  /**
   * Whether a record tells of a run after the one that ended: it lives and began later, or began
   * after that end and has ended too.
   */
  static boolean isNew(Session ended, Session record) {
    Instant start = record.times().start();
    Instant formerStart = ended.times().start();
    Instant formerEnd = ended.times().end();
    if (start == null || (formerStart != null && !start.isAfter(formerStart))) {
      return false;
    }
    boolean afterEnd = formerEnd != null && !start.isBefore(formerEnd);
    if (Merge.isOver(record.status()) || formerStart == null) {
      return afterEnd;
    }
    return SessionStatus.parse(record.status()).isPresent();
  }

  /** Whether a record tells of a run that began after one of which no end is known. */
  static boolean isLater(Session former, Session record) {
    Instant start = record.times().start();
    Instant formerStart = former.times().start();
    return start != null
        && formerStart != null
        && Duration.between(formerStart, start).compareTo(SAME) > 0;
  }

  /**
   * Names a life by its start, so that it has the same name when it is met again; by the time we
   * met it where no start is told.
   */
  static AgentLife of(Session session, @Nullable Belief earlier, Instant met) {
    Instant start = session.times().start();
    Instant named = start == null ? met : start;
    long seconds = named.getEpochSecond();
    int nanos = named.getNano();
    String run = Long.toString(seconds, Character.MAX_RADIX);
    if (nanos > 0) {
      run += "." + Integer.toString(nanos, Character.MAX_RADIX);
    }
    if (earlier != null && earlier.agent().life().run().equals(run)) {
      run += "+";
    }
    return new AgentLife(session.id(), run);
  }
}
