package drover.app;

import drover.incident.FalseAlarms;
import drover.monitor.Monitor;
import drover.monitor.StallPatience;
import drover.session.AgentLife;
import java.time.Duration;
import java.util.Optional;

/** Has the monitor be more patient, and says how patient it is then. */
record LongerSilence(Monitor monitor, StallPatience patience, Duration threshold)
    implements FalseAlarms {
  private static final int MOST = 8;

  @Override
  public Optional<Duration> raise(AgentLife life) {
    // Read before it grows, for the monitor may store it before this thread goes on.
    Optional<Duration> longer =
        monitor
            .snapshot()
            .find(life)
            .flatMap(agent -> Optional.ofNullable(agent.session().name()))
            .map(name -> threshold.multipliedBy(doubled(name)));
    monitor.falseAlarm(life);
    return longer;
  }

  private int doubled(String name) {
    return Math.min(MOST, 2 * patience.factors().getOrDefault(name, 1));
  }
}
