package drover.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When an open stall that nobody takes care of wants to be heard again. Pure.
 *
 * <p>A stall of an agent of critical or high priority is told again after 15 minutes, then after
 * one, two and four hours more, and from then on every eight: often enough to be heard by whoever
 * comes next, seldom enough that all these messages can still be edited when it is over. Half an
 * hour after people could know of it, it is told to the chat for escalations. A snooze ends with a
 * reminder, whatever the priority, and both counts begin anew with it. Failures and outages are
 * told once.
 */
public record Repeats(Duration first, Duration escalateAfter) {
  private static final Duration THEN = Duration.ofHours(1);
  private static final int LONGEST = 3;
  private static final Set<String> LOUD = Set.of("critical", "high");

  /** The usual times, but for the one that people choose. */
  public static Repeats standard(Duration escalateAfter) {
    return new Repeats(Duration.ofMinutes(15), escalateAfter);
  }

  /**
   * @param known when people could first know of it
   */
  Incident.Care atOpening(Incident.Kind kind, String priority, Instant known) {
    return kind == Incident.Kind.STALL && isLoud(priority)
        ? Incident.Care.due(known.plus(first), known.plus(escalateAfter))
        : Incident.Care.NONE;
  }

  /** Null: it is not told again. */
  @Nullable Instant afterRepeat(Incident incident, String priority, Instant now) {
    int earlier = incident.care().snooze() == null ? incident.care().repeats() : 0;
    return isLoud(priority) ? now.plus(THEN.multipliedBy(1L << Math.min(earlier, LONGEST))) : null;
  }

  /** Null: it was escalated already, or never will be. */
  @Nullable Instant escalationAfterSnooze(Incident incident, Instant until) {
    return incident.care().escalateAt() == null ? null : until.plus(escalateAfter);
  }

  private static boolean isLoud(String priority) {
    return LOUD.contains(priority);
  }
}
