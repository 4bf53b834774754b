package drover.outbox;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one lock around what the outbox keeps in memory. No store and no sender is called in it. */
final class Exclusive {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  void run(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  <T> T get(Supplier<T> value) {
    lock.lock();
    try {
      T result = value.get();
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until that is so, at most so long. */
  void await(BooleanSupplier met, Duration patience) {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (nanos > 0 && !met.getAsBoolean()) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
