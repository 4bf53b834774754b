package drover.incident;

import drover.base.ScheduledTask;
import java.time.Duration;

/** Looks for incidents that want to be heard again. */
public final class Reminders implements ScheduledTask {
  private final Incidents incidents;
  private final Duration every;

  public Reminders(Incidents incidents, Duration every) {
    this.incidents = incidents;
    this.every = every;
  }

  @Override
  public String name() {
    return "reminders";
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public void run() {
    incidents.runDue();
  }
}
