package drover.store;

import drover.chat.ChatAddress;
import drover.digest.DigestPlan;
import drover.digest.DigestStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** Digest plans, in {@code digest_plan}. */
final class SqlDigestStore implements DigestStore {
  private final Sql sql;

  SqlDigestStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void put(DigestPlan plan) {
    var unused =
        sql.together(
            handle ->
                Upsert.run(
                    () -> update(handle, UPDATE, plan).execute(),
                    () -> update(handle, INSERT, plan).execute()));
  }

  @Override
  public boolean remove(ChatAddress chat) {
    return sql.with(
        handle ->
            Columns.bindChat(
                        handle.createUpdate(
                            "DELETE FROM digest_plan WHERE chat_id = :chat AND topic = :topic"),
                        chat)
                    .execute()
                == 1);
  }

  @Override
  public Optional<DigestPlan> of(ChatAddress chat) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        "SELECT * FROM digest_plan WHERE chat_id = :chat AND topic = :topic"),
                    chat)
                .map(SqlDigestStore::plan)
                .findOne());
  }

  @Override
  public List<DigestPlan> due(Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM digest_plan
                    WHERE next_due <= :now
                      AND chat_id NOT IN (SELECT chat_id FROM disabled_chat)
                    ORDER BY next_due, chat_id, topic
                    """)
                .bind("now", now)
                .map(SqlDigestStore::plan)
                .list());
  }

  @Override
  public List<DigestPlan> all() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM digest_plan ORDER BY chat_id, topic")
                .map(SqlDigestStore::plan)
                .list());
  }

  @Override
  public boolean advance(ChatAddress chat, Instant due, Instant next) {
    return sql.with(
        handle ->
            Columns.bindChat(
                        handle.createUpdate(
                            """
                            UPDATE digest_plan SET next_due = :next, last_sent_for = :due
                            WHERE chat_id = :chat AND topic = :topic AND next_due = :due
                            """),
                        chat)
                    .bind("due", due)
                    .bind("next", next)
                    .execute()
                == 1);
  }

  private static final String UPDATE =
      """
      UPDATE digest_plan
      SET rule = :rule, zone = :zone, next_due = :next, last_sent_for = :last
      WHERE chat_id = :chat AND topic = :topic
      """;

  private static final String INSERT =
      """
      INSERT INTO digest_plan (chat_id, topic, rule, zone, next_due, last_sent_for)
      VALUES (:chat, :topic, :rule, :zone, :next, :last)
      """;

  private static Update update(Handle handle, String statement, DigestPlan plan) {
    return Columns.bindChat(handle.createUpdate(statement), plan.chat())
        .bind("rule", plan.rule())
        .bind("zone", plan.zone().getId())
        .bind("next", plan.nextDue())
        .bind("last", plan.lastSentFor());
  }

  private static DigestPlan plan(ResultSet row, StatementContext context) throws SQLException {
    return new DigestPlan(
        Columns.chat(row),
        row.getString("rule"),
        ZoneId.of(row.getString("zone")),
        Columns.instant(row, "next_due"),
        Columns.instantOrNull(row, "last_sent_for"));
  }
}
