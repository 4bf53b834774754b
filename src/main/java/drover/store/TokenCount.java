package drover.store;

import drover.session.AgentLife;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reckons the tokens that were spent in a time.
 *
 * <p>For each agent life: the highest figure within the time less the last one before it. A life
 * first seen within the time spent all of it then, when it began before our eyes; else only what
 * came on top of the first figure, since the rest may be old.
 */
final class TokenCount {
  /** Every figure with its life and time, whatever told it. */
  private static final String READINGS =
      """
      SELECT session_id, run, taken_at AS told_at, tokens_used, FALSE AS born FROM sample
      WHERE taken_at >= :from AND taken_at < :to AND tokens_used IS NOT NULL
      UNION ALL
      SELECT session_id, run, latest AS told_at, tokens_used, kind = 'appeared' AS born FROM history
      WHERE latest >= :from AND latest < :to
        AND (tokens_used IS NOT NULL OR kind = 'appeared')
      ORDER BY told_at
      """;

  private final Sql sql;

  TokenCount(Sql sql) {
    this.sql = sql;
  }

  long spent(Instant from, Instant to) {
    return sql.with(handle -> spent(handle, from, to));
  }

  private static long spent(Handle handle, Instant from, Instant to) {
    Map<AgentLife, Count> counts = new HashMap<>();
    handle
        .createQuery(READINGS)
        .bind("from", from)
        .bind("to", to)
        .map(
            (row, context) ->
                new Reading(
                    Columns.life(row),
                    Columns.longOrNull(row, "tokens_used"),
                    row.getBoolean("born")))
        .forEach(r -> counts.computeIfAbsent(r.life(), life -> new Count()).add(r));
    return counts.entrySet().stream()
        .mapToLong(count -> count.getValue().above(lastBefore(handle, count.getKey(), from)))
        .sum();
  }

  /** The last figure before; null when there was none. */
  private static @Nullable Long lastBefore(Handle handle, AgentLife life, Instant from) {
    List<Long> sampled =
        last(
            handle,
            """
            SELECT tokens_used FROM sample
            WHERE session_id = :session AND run = :run AND taken_at < :from
              AND tokens_used IS NOT NULL
            ORDER BY session_id DESC, taken_at DESC FETCH FIRST ROW ONLY
            """,
            life,
            from);
    List<Long> told =
        last(
            handle,
            """
            SELECT tokens_used FROM history
            WHERE session_id = :session AND run = :run AND latest < :from
              AND tokens_used IS NOT NULL
            ORDER BY session_id DESC, latest DESC, id DESC FETCH FIRST ROW ONLY
            """,
            life,
            from);
    if (sampled.isEmpty()) {
      return told.isEmpty() ? null : told.get(0);
    }
    return told.isEmpty() ? sampled.get(0) : Math.max(sampled.get(0), told.get(0));
  }

  private static List<Long> last(Handle handle, String query, AgentLife life, Instant from) {
    return Columns.bindLife(handle.createQuery(query), life)
        .bind("from", from)
        .mapTo(Long.class)
        .list();
  }

  private record Reading(AgentLife life, @Nullable Long used, boolean born) {}

  /** What one life told within the time. */
  private static final class Count {
    private @Nullable Long first;
    private long highest;
    private boolean born;

    void add(Reading reading) {
      born |= reading.born();
      Long used = reading.used();
      if (used != null) {
        first = first == null ? used : first;
        highest = Math.max(highest, used);
      }
    }

    long above(@Nullable Long before) {
      if (first == null) {
        return 0;
      }
      long floor = before != null ? before : born ? 0 : first;
      return Math.max(0, highest - floor);
    }
  }
}
