package drover.simulator;

/** What a server starts with when it has no state to go on from. */
public enum WorldKind {
  /** Empty; nothing moves unless told to. For tests. */
  QUIET,

  /** A dozen agents with interesting lives, followed by others. For the playground. */
  BUSY
}
