package drover.outbox;

/** How a message tells a fact. */
public enum ToldAs {
  /** By itself. */
  MESSAGE,
  /** As one of many. */
  ROW,
  /** By a change of a message that stood there. */
  EDIT
}
