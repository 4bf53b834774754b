package drover.base;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only endless loop of the program: one thread that runs a step, waits as long as the step said
 * or until woken, and goes on whatever the step throws.
 *
 * <p>Tests do not start it; they turn the hand crank, {@link #runOnce}.
 */
public final class Loop implements Managed {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);

  /** One turn of the loop. */
  public interface Step {
    /** Does a bounded piece of work and returns how long to wait before the next. */
    Duration run() throws Exception;
  }

  private final String name;
  private final Step step;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicLong failures = new AtomicLong();
  private boolean woken;
  private boolean stopping;
  private @Nullable Thread thread;

  public Loop(String name, Step step) {
    this.name = name;
    this.step = step;
  }

  @Override
  public void start() {
    lock.lock();
    try {
      if (thread != null) {
        throw new IllegalStateException("Loop " + name + " was started twice");
      }
      stopping = false;
      thread = Threads.named(name).newThread(this::turn);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the present wait, or skips the next one. Any thread; returns at once. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Runs one step on the caller's thread and returns the wait it asked for. */
  public Duration runOnce() {
    try {
      return step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Duration.ZERO;
    } catch (Throwable e) {
      failures.incrementAndGet();
      log.error("Loop {} failed; it goes on", name, e);
      return AFTER_FAILURE;
    }
  }

  /** How many steps threw since the program began. */
  public long failures() {
    return failures.get();
  }

  @Override
  public void stop() {
    stop(STOP_PATIENCE);
  }

  /** Half of that patience for the step to end by itself, half for it to heed an interrupt. */
  public void stop(Duration patience) {
    Thread running;
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
      running = thread;
      thread = null;
    } finally {
      lock.unlock();
    }
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    if (!Threads.join(running, patience.dividedBy(2))) {
      running.interrupt();
      if (!Threads.join(running, patience.dividedBy(2))) {
        log.warn("Loop {} is still busy; leaving it behind", name);
      }
    }
  }

  private void turn() {
    Duration wait = runOnce();
    while (await(wait)) {
      wait = runOnce();
    }
  }

  /** Returns false when the loop is to end. */
  private boolean await(Duration wait) {
    lock.lock();
    try {
      if (!stopping && Thread.interrupted()) {
        log.info("Loop {} was interrupted by a stranger; it goes on", name);
      }
      long nanos = nanosOf(wait);
      while (!stopping && !woken && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      woken = false;
      return !stopping;
    } catch (InterruptedException e) {
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  private static long nanosOf(Duration wait) {
    return wait.compareTo(Duration.ofDays(365)) > 0
        ? TimeUnit.DAYS.toNanos(365)
        : Math.max(0, wait.toNanos());
  }
}
