package drover.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass for servers and processes that run by the real clock. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
