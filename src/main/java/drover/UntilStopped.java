package drover;

import drover.base.Managed;
import drover.base.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the main thread until ctrl-C or SIGTERM, and stops cleanly then. */
final class UntilStopped {
  private static final Logger log = LoggerFactory.getLogger(UntilStopped.class);

  /** Within five seconds the process is gone, whoever hangs at the other end of a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private UntilStopped() {}

  /** Starts, says so, and returns after the stop; throws what the start throws. */
  static void run(Managed app, Runnable onceStarted) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(app, stopped), "shutdown"));
    app.start();
    onceStarted.run();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      app.stop();
      Thread.currentThread().interrupt();
    }
  }

  /** What was accepted is in the database, which survives the death of the process anyway. */
  private static void stop(Managed app, CountDownLatch stopped) {
    Thread stopping = Threads.named("stop").newThread(app::stop);
    stopping.start();
    if (!Threads.join(stopping, PATIENCE)) {
      log.warn("Not everything stopped in time; leaving");
    }
    stopped.countDown();
  }
}
