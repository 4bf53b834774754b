package drover.monitor;

import drover.session.Purpose;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single sessions in the background, a few at a time and each once, however often it is asked
 * for. The board's thread only; the calls run elsewhere.
 */
final class Reads {
  private static final Logger log = LoggerFactory.getLogger(Reads.class);
  private static final int MOST_WAITING = 20_000;
  private static final int AT_A_TIME = 4;

  /** Hears how a read ended, on the thread that made the call. */
  interface Answers {
    void read(Fact.Whole whole);

    void failed(SessionId session, RuntimeException why);
  }

  private final SessionGateway gateway;
  private final ServerTime time;
  private final Executor executor;
  private final Answers answers;
  private final Set<SessionId> waiting = new LinkedHashSet<>();
  private final Set<SessionId> running = new HashSet<>();
  private Instant pausedUntil = Instant.MIN;
  private Duration pause = Duration.ZERO;

  Reads(SessionGateway gateway, ServerTime time, Executor executor, Answers answers) {
    this.gateway = gateway;
    this.time = time;
    this.executor = executor;
    this.answers = answers;
  }

  /** False when it is on its way already or there is no room. */
  boolean ask(SessionId session) {
    return !running.contains(session) && waiting.size() < MOST_WAITING && waiting.add(session);
  }

  void done(SessionId session) {
    running.remove(session);
  }

  void pause(Duration forThis) {
    pausedUntil = time.ours().plus(forThis);
    pause = forThis;
  }

  /** When to pump again; null when nothing waits for time. */
  @Nullable Instant due() {
    return waiting.isEmpty() || running.size() >= AT_A_TIME ? null : pausedUntil;
  }

  /** Starts what may start. */
  void pump() {
    if (Due.isAhead(pausedUntil, time.ours(), pause)) {
      return;
    }
    Iterator<SessionId> next = waiting.iterator();
    while (next.hasNext() && running.size() < AT_A_TIME) {
      SessionId session = next.next();
      next.remove();
      running.add(session);
      try {
        executor.execute(() -> read(session));
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        running.remove(session);
        return;
      }
    }
  }

  private void read(SessionId session) {
    Instant askedAt = time.ours();
    try {
      Session record = gateway.details(session, Purpose.BACKGROUND);
      answers.read(new Fact.Whole(record, askedAt, time.ours(), true));
    } catch (SessionApiException e) {
      answers.failed(session, e);
    } catch (Throwable e) {
      // Whatever it was: a read that stayed on its way would take its place for ever.
      log.warn("Reading session {} broke", session, e);
      answers.failed(session, new IllegalStateException("a read broke", e));
    }
  }
}
