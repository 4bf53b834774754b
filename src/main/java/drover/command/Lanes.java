package drover.command;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other for each key, different keys side by side. Any thread. */
final class Lanes {
  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  private final Executor executor;
  private final Map<Object, Queue<Runnable>> waiting = new HashMap<>();

  Lanes(Executor executor) {
    this.executor = executor;
  }

  void submit(Object key, Runnable task) {
    synchronized (waiting) {
      Queue<Runnable> lane = waiting.get(key);
      if (lane != null) {
        lane.add(task);
        return;
      }
      waiting.put(key, new ArrayDeque<>());
    }
    execute(key, task);
  }

  private void execute(Object key, Runnable task) {
    try {
      executor.execute(() -> run(key, task));
    } catch (RuntimeException e) {
      synchronized (waiting) {
        waiting.remove(key);
      }
      throw e;
    }
  }

  private void run(Object key, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.error("A task in lane {} failed; the lane goes on", key, e);
    } finally {
      next(key);
    }
  }

  private void next(Object key) {
    Runnable task;
    synchronized (waiting) {
      Queue<Runnable> lane = waiting.get(key);
      task = lane == null ? null : lane.poll();
      if (task == null) {
        waiting.remove(key);
        return;
      }
    }
    execute(key, task);
  }
}
