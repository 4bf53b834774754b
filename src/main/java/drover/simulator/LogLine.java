package drover.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * A line of an agent's log.
 *
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
 */
public record LogLine(
    Instant timestamp, String level, String message, Map<String, Object> context) {
  public LogLine {
    context = Map.copyOf(context);
  }
}
