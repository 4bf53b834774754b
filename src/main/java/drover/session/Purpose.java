package drover.session;

/** What a call to the server is for. It decides the share of the rate limit and the patience. */
public enum Purpose {
  /** Part of carrying out or watching a kill: first of all. */
  KILL,
  /** A person waits for it: one attempt, then the last known state with its age. */
  PERSON,
  /** Polling and confirming: retried, and last in line. */
  BACKGROUND
}
