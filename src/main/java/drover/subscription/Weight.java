package drover.subscription;

import drover.session.Transition;

/** How much a piece of news matters to those who are told; in rising order. */
public enum Weight {
  /** An agent started. */
  START,
  /** It completed. */
  COMPLETION,
  /** It may need a person, but not now. */
  CHANGE,
  /** It needs a person: stalled, failed, or as bad. */
  TROUBLE;

  public static Weight of(Transition.Kind kind) {
    return switch (kind) {
      case APPEARED -> START;
      case COMPLETED -> COMPLETION;
      case RECOVERED, TERMINATED, LATE, TOKENS_LOW -> CHANGE;
      // An agent that never gets going is stalled, one without tokens as good as failed.
      case STALLED, FAILED, STUCK_STARTING, TOKENS_USED_UP, VANISHED -> TROUBLE;
    };
  }
}
