package drover.monitor;

import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the stream's events wait for the board's thread. Progress is kept as one event for each
 * session, so any number of frames fits; ends and stalls are kept one by one. Any thread puts in,
 * the board's thread takes out.
 */
final class Intake {
  /** More sessions than any server has; beyond that the next list tells. */
  private static final int MOST = 50_000;

  private final ConcurrentHashMap<SessionId, Fact.Heard> updates = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Fact.Heard> firsts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean overflowed = new AtomicBoolean();

  void put(SessionEvent event, Instant at) {
    Fact.Heard heard = new Fact.Heard(event, at);
    if (mustArrive(heard)) {
      if (waiting.incrementAndGet() > MOST) {
        waiting.decrementAndGet();
        overflowed.set(true);
        return;
      }
      firsts.add(heard);
      return;
    }
    if (updates.mappingCount() >= MOST && !updates.containsKey(event.session())) {
      overflowed.set(true);
      return;
    }
    updates.merge(event.session(), heard, Intake::combine);
  }

  /** Hands out all that waits: ends and stalls first, since older facts change nothing later. */
  int drain(Consumer<Fact.Heard> taker) {
    int count = 0;
    for (Fact.Heard heard = firsts.poll(); heard != null; heard = firsts.poll()) {
      waiting.decrementAndGet();
      taker.accept(heard);
      count++;
    }
    for (SessionId session : updates.keySet()) {
      Fact.Heard heard = updates.remove(session);
      if (heard != null) {
        taker.accept(heard);
        count++;
      }
    }
    return count;
  }

  /** Whether events were lost for want of room since the last call, so that a list must tell. */
  boolean overflowed() {
    return overflowed.getAndSet(false);
  }

  /** Ends, stalls and disappearances; the rest may be summed up. */
  static boolean mustArrive(Fact fact) {
    if (fact instanceof Fact.Whole whole) {
      return changesLife(whole.record().status());
    }
    if (!(fact instanceof Fact.Heard heard)) {
      return fact instanceof Fact.Gone;
    }
    return !(heard.event() instanceof SessionEvent.Updated updated)
        || changesLife(updated.status());
  }

  private static boolean changesLife(@Nullable String word) {
    return SessionStatus.parse(word)
        .map(status -> status.isOver() || status == SessionStatus.STALLED)
        .orElse(false);
  }

  private static Fact.Heard combine(Fact.Heard first, Fact.Heard second) {
    if (!(first.event() instanceof SessionEvent.Updated older)
        || !(second.event() instanceof SessionEvent.Updated newer)) {
      return second;
    }
    Instant before = older.lastActivity();
    Instant after = newer.lastActivity();
    if (before != null
        && after != null
        && Duration.between(after, before).compareTo(Duration.ofSeconds(1)) >= 0) {
      return first;
    }
    SessionEvent.Updated both =
        new SessionEvent.Updated(
            newer.session(),
            newer.status() == null ? older.status() : newer.status(),
            newer.progress() == null ? older.progress() : newer.progress(),
            newer.tokensUsed() == null ? older.tokensUsed() : newer.tokensUsed(),
            after == null || (before != null && before.isAfter(after)) ? before : after);
    return new Fact.Heard(both, second.at());
  }
}
