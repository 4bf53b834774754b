package drover.openclaw;

import drover.session.SessionEvent;
import drover.session.SessionFeed;
import drover.session.SessionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the listener, in order. Progress of one session that still waits is replaced by
 * newer progress, so a slow listener costs no memory; nothing else is ever dropped. Any thread.
 */
final class EventQueue {
  private final int room;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Map<SessionId, Waiting> lastUpdate = new HashMap<>();
  private boolean closed;

  /** Something to tell the listener. */
  private static final class Waiting {
    private @Nullable SessionEvent event;
    private @Nullable Signal signal;
  }

  /** Something that is no event. */
  interface Signal {
    void tell(SessionFeed.Listener listener);
  }

  EventQueue(int room) {
    this.room = room;
  }

  /** The state of a connection always finds room: there are only as many as connections. */
  void addSignal(Signal signal) {
    Waiting one = new Waiting();
    one.signal = signal;
    lock.lock();
    try {
      // Progress after a new connection must not slip in before the news of it.
      lastUpdate.clear();
      waiting.addLast(one);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds an event, waiting for room as long as given.
   *
   * @return false when there was none: the caller must give up the connection, so that a list makes
   *     good what is lost
   */
  boolean add(SessionEvent event, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      if (event instanceof SessionEvent.Updated update && merged(update)) {
        return true;
      }
      long nanos = patience.toNanos();
      while (waiting.size() >= room && !closed) {
        if (nanos <= 0) {
          return false;
        }
        nanos = taken.awaitNanos(nanos);
      }
      if (closed) {
        return false;
      }
      Waiting one = new Waiting();
      one.event = event;
      waiting.addLast(one);
      if (event instanceof SessionEvent.Updated) {
        lastUpdate.put(event.session(), one);
      } else {
        lastUpdate.remove(event.session());
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the oldest thing to the listener, on the caller's thread; false when nothing waits. */
  boolean tellOne(SessionFeed.Listener listener) {
    Waiting one;
    lock.lock();
    try {
      one = waiting.pollFirst();
      if (one == null) {
        return false;
      }
      if (one.event != null) {
        lastUpdate.remove(one.event.session(), one);
      }
      taken.signal();
    } finally {
      lock.unlock();
    }
    if (one.event != null) {
      listener.event(one.event);
    } else if (one.signal != null) {
      one.signal.tell(listener);
    }
    return true;
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything and lets nobody wait any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      lastUpdate.clear();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Only with the same status: a stall with newer activity would no longer be one. */
  private boolean merged(SessionEvent.Updated newer) {
    Waiting before = lastUpdate.get(newer.session());
    if (before == null
        || !(before.event instanceof SessionEvent.Updated older)
        || !Objects.equals(older.status(), newer.status())) {
      return false;
    }
    before.event =
        new SessionEvent.Updated(
            newer.session(),
            newer.status(),
            newer.progress() == null ? older.progress() : newer.progress(),
            newer.tokensUsed() == null ? older.tokensUsed() : newer.tokensUsed(),
            newer.lastActivity() == null ? older.lastActivity() : newer.lastActivity());
    return true;
  }
}
