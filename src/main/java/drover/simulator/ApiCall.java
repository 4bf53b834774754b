package drover.simulator;

/** The calls of the contract, each counted and each open to faults of its own. */
public enum ApiCall {
  LIST,
  DETAILS,
  LOGS,
  METRICS,
  KILL,
  RESPAWN,
  CREATE,
  /** A handshake of the event stream. */
  STREAM,
  /** Anything under the contract's root that it does not name. */
  UNKNOWN
}
