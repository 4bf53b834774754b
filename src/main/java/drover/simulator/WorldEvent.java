package drover.simulator;

import java.time.Instant;

/** Something that happened to an agent, as it stood right after. */
record WorldEvent(Type type, AgentView agent, Instant at) {
  /** The event types of the contract. */
  enum Type {
    UPDATE("session_update"),
    COMPLETE("session_complete"),
    FAILED("session_failed"),
    STALLED("session_stalled");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }
}
