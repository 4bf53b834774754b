package drover.base;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the program's threads: named after their work, daemons, and loud when they die. */
public final class Threads {
  private static final Logger log = LoggerFactory.getLogger(Threads.class);

  private Threads() {}

  /** Threads called {@code name}, {@code name-2}, {@code name-3} and so on. */
  public static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      int number = count.incrementAndGet();
      Thread thread = new Thread(task, number == 1 ? name : name + "-" + number);
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((t, e) -> log.error("Thread {} died", t.getName(), e));
      return thread;
    };
  }

  /** Waits for a thread's end; false when it still runs. Keeps the caller's interrupt flag. */
  public static boolean join(Thread thread, Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /** Lets running tasks end, then interrupts them; false when some are still busy. */
  public static boolean stop(ExecutorService executor, Duration patience) {
    executor.shutdown();
    try {
      if (executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      executor.shutdownNow();
      return executor.awaitTermination(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
