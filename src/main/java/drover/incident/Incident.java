package drover.incident;

import drover.session.AgentLife;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trouble of one agent life.
 *
 * @param episode the stall's number within the life; 0 for a failure
 * @param closedAt null while it lasts
 * @param outcome how it closed, as a word: "recovered", "completed", "failed", "terminated"; null
 *     while it lasts
 */
public record Incident(
    long id,
    AgentLife life,
    Kind kind,
    int episode,
    Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable String outcome) {
  /** What the trouble is. */
  public enum Kind {
    STALL,
    FAILURE
  }
}
