package drover.session;

import org.jspecify.annotations.Nullable;

/**
 * Which log lines to read, counted from the newest.
 *
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}; null for all
 * @param limit 1..1000
 * @param offset how many of the newest to pass over
 */
public record LogQuery(@Nullable String level, int limit, int offset) {
  public static final int MOST = 1000;

  public LogQuery {
    if (limit < 1 || limit > MOST || offset < 0) {
      throw new IllegalArgumentException(
          "limit 1..1000 and offset from 0, not " + limit + ", " + offset);
    }
  }
}
