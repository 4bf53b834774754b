package drover.simulator;

import java.util.Locale;

/** Where an agent is in its life. */
public enum AgentStatus {
  SPAWNING,
  WORKING,
  STALLED,
  COMPLETED,
  FAILED,
  TERMINATED;

  /** Completed, failed or terminated: nothing moves any more. */
  public boolean isOver() {
    return this == COMPLETED || this == FAILED || this == TERMINATED;
  }

  /** The word of the contract. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
