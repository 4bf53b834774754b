package drover.base;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts in the order they were added and stops them in reverse.
 *
 * <p>A part that fails to start stops those before it. Stopping twice does nothing the second time,
 * and one part that fails to stop does not keep the others running.
 */
public final class Lifecycle implements Managed {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  private final List<Managed> parts = new ArrayList<>();
  private int started;

  /** Adds a part and returns it, so that wiring reads as one line. Before {@link #start} only. */
  public synchronized <T extends Managed> T add(T part) {
    parts.add(part);
    return part;
  }

  @Override
  public synchronized void start() {
    try {
      while (started < parts.size()) {
        parts.get(started).start();
        started++;
      }
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  @Override
  public synchronized void stop() {
    while (started > 0) {
      started--;
      Managed part = parts.get(started);
      try {
        part.stop();
      } catch (RuntimeException | Error e) {
        log.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
