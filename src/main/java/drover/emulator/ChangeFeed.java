package drover.emulator;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A counter that grows with every visible change, for pages that follow along. Any thread. */
public final class ChangeFeed {
  private final Executor executor;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long version;

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

  /** Calls the listener after changes, on a thread of the emulator; close the answer to end it. */
  public AutoCloseable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void changed() {
    synchronized (this) {
      version++;
      notifyAll();
    }
    for (Runnable listener : listeners) {
      executor.execute(listener);
    }
  }
}
