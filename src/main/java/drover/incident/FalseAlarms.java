package drover.incident;

import drover.session.AgentLife;
import java.time.Duration;
import java.util.Optional;

/** Makes the silence longer that is an alarm, for agents of the same name. */
@FunctionalInterface
public interface FalseAlarms {
  /** Returns how long it is from now on; empty when it could not be changed for this one. */
  Optional<Duration> raise(AgentLife life);
}
