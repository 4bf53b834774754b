package drover.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param entries newest first, as sent
 * @param total lines of this level in all; null when the server does not say
 */
public record LogPage(List<LogEntry> entries, @Nullable Long total, boolean hasMore) {
  public LogPage {
    entries = List.copyOf(entries);
  }
}
