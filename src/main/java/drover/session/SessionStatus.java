package drover.session;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an agent is doing, in the six words that Drover knows. */
public enum SessionStatus {
  SPAWNING,
  WORKING,
  STALLED,
  COMPLETED,
  FAILED,
  TERMINATED;

  /**
   * Reads a server's word, aliases included; empty for absent words and for those nobody knows,
   * which a caller shows as they came.
   */
  public static Optional<SessionStatus> parse(@Nullable String word) {
    if (word == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (word.strip().toLowerCase(Locale.ROOT)) {
          case "spawning", "starting", "queued", "pending" -> SPAWNING;
          case "working", "running", "active" -> WORKING;
          case "stalled" -> STALLED;
          case "completed", "done", "success" -> COMPLETED;
          case "failed", "error", "timeout" -> FAILED;
          case "terminated", "killed", "cancelled", "aborted" -> TERMINATED;
          default -> null;
        });
  }

  /** Whether an agent that a server reports so is over. */
  public boolean isOver() {
    return switch (this) {
      case SPAWNING, WORKING, STALLED -> false;
      case COMPLETED, FAILED, TERMINATED -> true;
    };
  }

  /** The lower-case word, as typed in filters and stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
