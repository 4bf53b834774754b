package drover.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of what we believe of an agent, told once.
 *
 * @param after the agent as it is now
 * @param before as it was believed; null when it was not known
 * @param episode counts stalls within a life from 1; the recovery of stall 2 has 2 as well; 0 for
 *     the rest
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
    TERMINATED;

    public boolean isEnd() {
      return switch (this) {
        case APPEARED, STALLED, RECOVERED -> false;
        case COMPLETED, FAILED, TERMINATED -> true;
      };
    }
  }

  public AgentLife life() {
    return after.life();
  }
}
