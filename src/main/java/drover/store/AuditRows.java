package drover.store;

import drover.history.AuditEntry;
import drover.history.AuditQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The audit trail, in {@code audit}: added to and read here, and never changed by anybody;
 * retention deletes what is old.
 */
final class AuditRows {
  private final Sql sql;

  AuditRows(Sql sql) {
    this.sql = sql;
  }

  void add(AuditEntry entry) {
    var unused =
        sql.with(
            handle ->
                Columns.bindChat(
                        handle.createUpdate(
                            """
                            INSERT INTO audit (done_at, by_id, by_name, chat_id, topic, action,
                              session_id, agent_name, detail, outcome, about_id)
                            VALUES (:at, :by, :byName, :chat, :topic, :action,
                              :session, :agent, :detail, :outcome, :about)
                            """),
                        entry.chat())
                    .bind("at", entry.at())
                    .bind("by", Columns.idOf(entry.by()))
                    .bind("byName", entry.byName())
                    .bind("action", entry.action())
                    .bind("session", entry.session())
                    .bind("agent", entry.agentName())
                    .bind("detail", entry.detail())
                    .bind("outcome", entry.outcome())
                    .bind("about", Columns.idOf(entry.about()))
                    .execute());
  }

  List<AuditEntry> list(AuditQuery query, int offset, int limit) {
    return sql.with(handle -> rows(handle, query, offset, limit).list());
  }

  void each(AuditQuery query, int limit, Consumer<AuditEntry> reader) {
    var unused =
        sql.with(
            handle -> {
              rows(handle, query, 0, limit).forEach(reader);
              return true;
            });
  }

  private static ResultIterable<AuditEntry> rows(
      Handle handle, AuditQuery query, int offset, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM audit WHERE done_at >= :since
              AND (CAST(:person AS BIGINT) IS NULL OR by_id = :person OR about_id = :person)
              AND (CAST(:session AS VARCHAR) IS NULL OR session_id = :session)
            ORDER BY done_at DESC, id DESC
            OFFSET :offset ROWS FETCH FIRST :limit ROWS ONLY
            """)
        .bind("since", query.since())
        .bind("person", Columns.idOf(query.person()))
        .bind("session", query.session() == null ? null : query.session().value())
        .bind("offset", offset)
        .bind("limit", limit)
        .map(AuditRows::entry);
  }

  private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
    return new AuditEntry(
        Columns.instant(row, "done_at"),
        Columns.userOrNull(row, "by_id"),
        row.getString("by_name"),
        Columns.chat(row),
        row.getString("action"),
        row.getString("session_id"),
        row.getString("agent_name"),
        row.getString("detail"),
        row.getString("outcome"),
        Columns.userOrNull(row, "about_id"));
  }
}
