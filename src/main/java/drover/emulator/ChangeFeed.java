package drover.emulator;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A counter that grows with every visible change, for pages that follow along. Any thread. */
public final class ChangeFeed {
  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

  private final Executor executor;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private long version;

  /** The executor is to have one thread, so that listeners are called one at a time. */
  ChangeFeed(Executor executor) {
    this.executor = executor;
  }

  public synchronized long version() {
    return version;
  }

  /** Waits until the version is beyond {@code seen} or patience ends; returns the version. */
  public synchronized long awaitBeyond(long seen, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (version <= seen) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return version;
  }

  /**
   * Calls the listener after changes, several of which may become one call, on a thread of the
   * emulator; close the answer to end it.
   */
  public AutoCloseable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void changed() {
    synchronized (this) {
      version++;
      notifyAll();
    }
    if (!listeners.isEmpty() && told.compareAndSet(false, true)) {
      executor.execute(this::tell);
    }
  }

  private void tell() {
    told.set(false);
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.warn("A listener of the emulator's changes failed", e);
      }
    }
  }
}
