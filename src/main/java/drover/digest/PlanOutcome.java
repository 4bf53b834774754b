package drover.digest;

import org.jspecify.annotations.Nullable;

/**
 * What came of a person's wish for a digest.
 *
 * @param plan as it stands now; null when there is none
 * @param trouble why nothing changed, for the person; empty unless refused
 */
public record PlanOutcome(Kind kind, @Nullable DigestPlan plan, String trouble) {
  /** How it came out. */
  public enum Kind {
    /** A plan was set. */
    PLANNED,
    /** There was a plan; it is gone. */
    REMOVED,
    /** Asked only, or nothing to remove. */
    UNCHANGED,
    /** What was typed is no rule. */
    REFUSED
  }
}
