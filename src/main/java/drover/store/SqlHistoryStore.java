package drover.store;

import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryCap;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.history.Sample;
import drover.session.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What happened, in {@code history}, {@code sample} and {@code audit}. */
final class SqlHistoryStore implements HistoryStore {
  private final Sql sql;
  private final Clock clock;
  private final TokenCount tokenCount;
  private final Retention retention;
  private final AuditRows audits;

  SqlHistoryStore(Sql sql, Cache cache, Clock clock) {
    this.sql = sql;
    this.clock = clock;
    this.tokenCount = new TokenCount(sql);
    this.retention = new Retention(sql, cache);
    this.audits = new AuditRows(sql);
  }

  @Override
  public void append(HistoryEntry entry) {
    var unused =
        sql.with(
            handle ->
                Columns.bindLife(
                        handle.createUpdate(
                            """
                            INSERT INTO history (session_id, run, name, kind, earliest, latest,
                              recorded_at, detail, by_name, tokens_used, seconds)
                            VALUES (:session, :run, :name, :kind, :earliest, :latest,
                              :now, :detail, :by, :tokens, :seconds)
                            """),
                        entry.life())
                    .bind("name", entry.name())
                    .bind("kind", entry.kind())
                    .bind("earliest", entry.earliest())
                    .bind("latest", entry.latest())
                    .bind("now", clock.instant())
                    .bind("detail", entry.detail())
                    .bind("by", entry.by())
                    .bind("tokens", entry.tokensUsed())
                    .bind("seconds", entry.seconds())
                    .execute());
  }

  @Override
  public List<HistoryEntry> of(SessionId session, Instant since, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM history WHERE session_id = :session AND latest >= :since
                    ORDER BY session_id DESC, latest DESC, id DESC
                    OFFSET :offset ROWS FETCH FIRST :limit ROWS ONLY
                    """)
                .bind("session", session.value())
                .bind("since", since)
                .bind("offset", offset)
                .bind("limit", limit)
                .map(SqlHistoryStore::entry)
                .list());
  }

  @Override
  public List<HistoryEntry> beginning(String nameOrId, int limit) {
    String start = nameOrId.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM history WHERE id IN (
                      SELECT MAX(id) FROM history
                      WHERE LOWER(name) LIKE :start ESCAPE '!'
                        OR LOWER(session_id) LIKE :start ESCAPE '!'
                      GROUP BY session_id)
                    ORDER BY latest DESC, id DESC FETCH FIRST :limit ROWS ONLY
                    """)
                .bind("start", start)
                .bind("limit", limit)
                .map(SqlHistoryStore::entry)
                .list());
  }

  @Override
  public List<HistoryEntry> all(Instant since, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM history WHERE latest >= :since ORDER BY latest DESC, id DESC
                    OFFSET :offset ROWS FETCH FIRST :limit ROWS ONLY
                    """)
                .bind("since", since)
                .bind("offset", offset)
                .bind("limit", limit)
                .map(SqlHistoryStore::entry)
                .list());
  }

  @Override
  public List<HistoryEntry> between(Instant from, Instant to, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM history WHERE recorded_at >= :from AND recorded_at < :to
                    ORDER BY recorded_at, id FETCH FIRST :limit ROWS ONLY
                    """)
                .bind("from", from)
                .bind("to", to)
                .bind("limit", limit)
                .map(SqlHistoryStore::entry)
                .list());
  }

  @Override
  public List<HistoryEntry> happened(Instant from, Instant to, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM history WHERE latest >= :from AND earliest <= :to
                    ORDER BY latest, id FETCH FIRST :limit ROWS ONLY
                    """)
                .bind("from", from)
                .bind("to", to)
                .bind("limit", limit)
                .map(SqlHistoryStore::entry)
                .list());
  }

  @Override
  public void each(
      @Nullable SessionId session, Instant since, int limit, Consumer<HistoryEntry> reader) {
    String of = session == null ? "" : "session_id = :session AND ";
    String first = session == null ? "" : "session_id DESC, ";
    var unused =
        sql.with(
            handle -> {
              var query =
                  handle
                      .createQuery(
                          """
                          SELECT * FROM history WHERE %s latest >= :since
                          ORDER BY %s latest DESC, id DESC FETCH FIRST :limit ROWS ONLY
                          """
                              .formatted(of, first))
                      .bind("session", session == null ? null : session.value())
                      .bind("since", since)
                      .bind("limit", limit)
                      .map(SqlHistoryStore::entry);
              query.forEach(reader);
              return true;
            });
  }

  @Override
  public void sample(List<Sample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    var unused = sql.together(handle -> insert(handle, samples));
  }

  @Override
  public List<Sample> samples(SessionId session, Instant since) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM sample WHERE session_id = :session AND taken_at >= :since
                    ORDER BY session_id, taken_at, id
                    """)
                .bind("session", session.value())
                .bind("since", since)
                .map(
                    (row, context) ->
                        new Sample(
                            Columns.life(row),
                            Columns.instant(row, "taken_at"),
                            Columns.intOrNull(row, "progress"),
                            Columns.longOrNull(row, "tokens_used"),
                            Columns.longOrNull(row, "tokens_limit")))
                .list());
  }

  @Override
  public long tokensSpent(Instant from, Instant to) {
    return tokenCount.spent(from, to);
  }

  @Override
  public void audit(AuditEntry entry) {
    audits.add(entry);
  }

  @Override
  public List<AuditEntry> audits(AuditQuery query, int offset, int limit) {
    return audits.list(query, offset, limit);
  }

  @Override
  public void eachAudit(AuditQuery query, int limit, Consumer<AuditEntry> reader) {
    audits.each(query, limit, reader);
  }

  @Override
  public int deleteBefore(Instant before) {
    return retention.deleteBefore(before);
  }

  @Override
  public int deleteBeyond(HistoryCap cap) {
    return retention.deleteBeyond(cap);
  }

  private static int[] insert(Handle handle, List<Sample> samples) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO sample (session_id, run, taken_at, progress, tokens_used, tokens_limit)
            VALUES (:session, :run, :at, :progress, :used, :limit)
            """);
    for (Sample sample : samples) {
      var unused =
          Columns.bindLife(batch, sample.life())
              .bind("at", sample.at())
              .bind("progress", sample.progress())
              .bind("used", sample.tokensUsed())
              .bind("limit", sample.tokensLimit())
              .add();
    }
    return batch.execute();
  }

  private static HistoryEntry entry(ResultSet row, StatementContext context) throws SQLException {
    return new HistoryEntry(
        Columns.life(row),
        row.getString("name"),
        row.getString("kind"),
        Columns.instant(row, "earliest"),
        Columns.instant(row, "latest"),
        row.getString("detail"),
        row.getString("by_name"),
        Columns.longOrNull(row, "tokens_used"),
        Columns.longOrNull(row, "seconds"));
  }
}
