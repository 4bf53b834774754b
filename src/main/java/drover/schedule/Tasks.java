package drover.schedule;

import drover.base.ScheduledTask;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks by name, each run by one thread at a time. Any thread; throws nothing. */
final class Tasks {
  private static final Logger log = LoggerFactory.getLogger(Tasks.class);

  private final Map<String, ScheduledTask> byName = new LinkedHashMap<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  Tasks(List<ScheduledTask> tasks) {
    for (ScheduledTask task : tasks) {
      if (byName.put(task.name(), task) != null) {
        throw new IllegalArgumentException("two tasks are called " + task.name());
      }
    }
  }

  Collection<ScheduledTask> all() {
    return byName.values();
  }

  boolean knows(String name) {
    return byName.containsKey(name);
  }

  /** Names of those whose last run threw. */
  Set<String> failing() {
    return new TreeSet<>(failing);
  }

  /**
   * Does nothing while the task still runs: Quartz sees to that too, but not across its own
   * restart.
   */
  void run(String name) {
    ScheduledTask task = byName.get(name);
    if (task == null || !running.add(name)) {
      return;
    }
    try {
      task.run();
      failing.remove(name);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      failing.add(name);
      log.error("Task {} failed; it will be called again", name, e);
    } finally {
      running.remove(name);
    }
  }
}
