package drover.base;

import java.time.Duration;

/**
 * Business work that happens by the clock. The scheduler calls it; what is due, and whether it was
 * done, is the task's own table, so a missed or doubled call changes nothing.
 */
public interface ScheduledTask {
  /** Unique and stable: the scheduler stores it. */
  String name();

  /** How often to look. */
  Duration every();

  /**
   * Does what is due. Called by one thread at a time; may throw, the next call comes all the same.
   */
  void run();
}
