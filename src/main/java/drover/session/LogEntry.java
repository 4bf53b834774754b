package drover.session;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an agent's log.
 *
 * @param level the server's word, lower-cased; "info" when it gives none
 * @param context further facts in the order sent, values as text
 */
public record LogEntry(
    @Nullable Instant at, String level, String message, Map<String, String> context) {
  public LogEntry {
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }
}
