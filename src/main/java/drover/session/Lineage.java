package drover.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs that an agent goes back to, and the one that went on after it.
 *
 * @param before the earlier ones, the first first; empty when it was no respawn
 * @param next the one that was started in its place; null when none was
 * @param tokens what all runs up to this one used together
 * @param whole whether the tokens of all of them are known
 */
public record Lineage(
    List<AgentLife> before, @Nullable SessionId next, long tokens, boolean whole) {
  public Lineage {
    before = List.copyOf(before);
  }

  /** Whether there is more than this one run. */
  public boolean isTold() {
    return !before.isEmpty() || next != null;
  }
}
