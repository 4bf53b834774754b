package drover.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of what we believe of an agent, told once.
 *
 * @param after the agent as it is now
 * @param before as it was believed; null when it was not known
 * @param episode counts stalls within a life from 1; the recovery of stall 2 has 2 as well; for
 *     {@link Kind#TOKENS_LOW} the percentage that was passed; 0 for the rest
 * @param earliest when it happened at the earliest, by our clock
 * @param latest when it happened at the latest; the same as {@code earliest} when known exactly
 */
public record Transition(
    Kind kind, Agent after, @Nullable Agent before, int episode, Instant earliest, Instant latest) {
  /** What changed. */
  public enum Kind {
    APPEARED,
    STALLED,
    RECOVERED,
    COMPLETED,
    FAILED,
    TERMINATED,
    /** The expected end has passed. */
    LATE,
    /** It has been spawning for longer than an agent may be silent. */
    STUCK_STARTING,
    /** One of the levels of the token limit at which people want to be warned. */
    TOKENS_LOW,
    /** The token budget is used up; the agent may still complete. */
    TOKENS_USED_UP,
    /** The server no longer knows it, and reported no end. */
    VANISHED;

    /** Whether the server reported an end. */
    public boolean isEnd() {
      return switch (this) {
        case APPEARED,
            STALLED,
            RECOVERED,
            LATE,
            STUCK_STARTING,
            TOKENS_LOW,
            TOKENS_USED_UP,
            VANISHED ->
            false;
        case COMPLETED, FAILED, TERMINATED -> true;
      };
    }
  }

  public AgentLife life() {
    return after.life();
  }
}
