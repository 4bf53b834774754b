package drover.store;

import drover.session.AgentLife;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reckons the tokens that were spent in a time: the rises from each figure of an agent life to the
 * next one, in the order in which they were written down.
 *
 * <p>The first rise starts at the last figure before that time. A life that has none there and
 * began before our eyes starts at zero; else at its first figure, since that may be old.
 */
final class TokenCount {
  /** Every figure with its life and time, whatever told it. */
  private static final String READINGS =
      """
      SELECT session_id, run, taken_at AS told_at, tokens_used FROM sample
      WHERE taken_at >= :from AND taken_at < :to AND tokens_used IS NOT NULL
      UNION ALL
      SELECT session_id, run, recorded_at AS told_at, tokens_used FROM history
      WHERE recorded_at >= :from AND recorded_at < :to AND tokens_used IS NOT NULL
      ORDER BY told_at, tokens_used
      """;

  private static final String LAST_SAMPLED =
      """
      SELECT taken_at AS told_at, tokens_used FROM sample
      WHERE session_id = :session AND run = :run AND taken_at < :from AND tokens_used IS NOT NULL
      ORDER BY session_id DESC, taken_at DESC FETCH FIRST ROW ONLY
      """;

  private static final String LAST_TOLD =
      """
      SELECT recorded_at AS told_at, tokens_used FROM history
      WHERE session_id = :session AND run = :run AND recorded_at < :from
        AND tokens_used IS NOT NULL
      ORDER BY recorded_at DESC, tokens_used DESC FETCH FIRST ROW ONLY
      """;

  private static final String BORN =
      """
      SELECT COUNT(*) > 0 FROM history
      WHERE session_id = :session AND run = :run AND kind = 'appeared' AND recorded_at < :to
      """;

  private final Sql sql;

  TokenCount(Sql sql) {
    this.sql = sql;
  }

  long spent(Instant from, Instant to) {
    return sql.with(handle -> spent(handle, from, to));
  }

  private static long spent(Handle handle, Instant from, Instant to) {
    Map<AgentLife, Rises> lives = new HashMap<>();
    handle
        .createQuery(READINGS)
        .bind("from", from)
        .bind("to", to)
        .map((row, context) -> Map.entry(Columns.life(row), row.getLong("tokens_used")))
        .forEach(
            reading ->
                lives
                    .computeIfAbsent(reading.getKey(), life -> new Rises())
                    .add(reading.getValue()));
    return lives.entrySet().stream()
        .mapToLong(
            life -> life.getValue().from(startOf(handle, life.getKey(), from, to).orElse(null)))
        .sum();
  }

  /** The figure to count from; empty for the first one within the time. */
  private static Optional<Long> startOf(Handle handle, AgentLife life, Instant from, Instant to) {
    Optional<Figure> sampled = last(handle, LAST_SAMPLED, life, from);
    Optional<Figure> told = last(handle, LAST_TOLD, life, from);
    if (sampled.isPresent() && told.isPresent()) {
      return (told.get().at().isBefore(sampled.get().at()) ? sampled : told).map(Figure::used);
    }
    Optional<Long> last = sampled.or(() -> told).map(Figure::used);
    return last.or(() -> Optional.of(0L).filter(zero -> isBorn(handle, life, to)));
  }

  private static Optional<Figure> last(Handle handle, String query, AgentLife life, Instant from) {
    return Columns.bindLife(handle.createQuery(query), life)
        .bind("from", from)
        .map(
            (row, context) ->
                new Figure(Columns.instant(row, "told_at"), row.getLong("tokens_used")))
        .findOne();
  }

  private static boolean isBorn(Handle handle, AgentLife life, Instant to) {
    return Columns.bindLife(handle.createQuery(BORN), life)
        .bind("to", to)
        .mapTo(Boolean.class)
        .one();
  }

  private record Figure(Instant at, long used) {}

  /** What one life told within the time. */
  private static final class Rises {
    private @Nullable Long first;
    private long last;
    private long sum;

    void add(long used) {
      if (first == null) {
        first = used;
      } else {
        sum += Math.max(0, used - last);
      }
      last = used;
    }

    long from(@Nullable Long start) {
      return first == null || start == null ? sum : sum + Math.max(0, first - start);
    }
  }
}
