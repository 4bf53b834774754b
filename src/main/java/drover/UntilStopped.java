package drover;

import drover.base.Managed;
import java.util.concurrent.CountDownLatch;

/** Keeps the main thread until ctrl-C or SIGTERM, and stops cleanly then. */
final class UntilStopped {
  private UntilStopped() {}

  /** Starts, says so, and returns after the stop; throws what the start throws. */
  static void run(Managed app, Runnable onceStarted) {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              app.stop();
              stopped.countDown();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    app.start();
    onceStarted.run();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      app.stop();
      Thread.currentThread().interrupt();
    }
  }
}
