package drover.store;

import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.order.Order;
import drover.order.OrderLog;
import drover.order.Succession;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Orders, in {@code order_log}. */
final class SqlOrderLog implements OrderLog {
  private static final String INSERT =
      """
      INSERT INTO order_log (kind, session_id, run, agent_name, by_id, by_name, chat_id, topic,
        message_id, detail, state, requested_at, task)
      VALUES (:kind, :session, :run, :agent, :by, :byName, :chat, :topic,
        :message, :detail, 'REQUESTED', :requestedAt, :task)
      """;

  private final Sql sql;

  SqlOrderLog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Order request(Order order) {
    return sql.together(
        handle -> {
          long id =
              Columns.bindLife(
                      Columns.bindChat(handle.createUpdate(INSERT), order.chat()), order.life())
                  .bind("kind", order.kind().name())
                  .bind("agent", order.agentName())
                  .bind("by", order.by().value())
                  .bind("byName", order.byName())
                  .bind("message", order.message())
                  .bind("detail", order.detail())
                  .bind("requestedAt", order.requestedAt())
                  .bind("task", order.task())
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          return find(handle, id).orElseThrow();
        });
  }

  @Override
  public boolean move(long id, Order.State from, Order.State to) {
    return sql.with(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE order_log SET state = :to WHERE id = :id AND state = :from")
                    .bind("id", id)
                    .bind("from", from.name())
                    .bind("to", to.name())
                    .execute()
                == 1);
  }

  @Override
  public boolean settle(
      long id,
      Order.State from,
      Order.State to,
      @Nullable SessionId successor,
      @Nullable String outcome,
      Instant at) {
    return sql.with(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE order_log
                        SET state = :to,
                          settled_at = :at,
                          successor = COALESCE(:successor, successor),
                          outcome = COALESCE(:outcome, outcome)
                        WHERE id = :id AND state = :from
                        """)
                    .bind("id", id)
                    .bind("from", from.name())
                    .bind("to", to.name())
                    .bind("successor", successor == null ? null : successor.value())
                    .bind("outcome", outcome)
                    .bind("at", to.isSettled() ? at : null)
                    .execute()
                == 1);
  }

  @Override
  public Optional<Order> find(long id) {
    return sql.with(handle -> find(handle, id));
  }

  @Override
  public List<Order> open() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM order_log
                    WHERE state IN ('REQUESTED', 'SENT', 'ACCEPTED') ORDER BY id
                    """)
                .map(SqlOrderLog::order)
                .list());
  }

  @Override
  public List<Order> of(AgentLife life) {
    return sql.with(handle -> ofLife(handle, "", life).map(SqlOrderLog::order).list());
  }

  @Override
  public List<Order> of(MessageRef message) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        """
                        SELECT * FROM order_log
                        WHERE chat_id = :chat AND topic = :topic AND message_id = :message
                        ORDER BY id
                        """),
                    message.chat())
                .bind("message", message.message())
                .map(SqlOrderLog::order)
                .list());
  }

  @Override
  public Optional<Order> killOf(AgentLife life) {
    return first(life, "AND kind IN ('KILL', 'FORCE_KILL') AND state NOT IN ('REFUSED', 'FAILED')");
  }

  @Override
  public Optional<Order> respawnOf(AgentLife life) {
    return first(life, "AND kind = 'RESPAWN' AND state = 'CONFIRMED'");
  }

  @Override
  public List<Succession> successions(int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT o.*,
                      (SELECT MAX(h.tokens_used) FROM history h
                        WHERE h.session_id = o.session_id AND h.run = o.run) AS told_tokens,
                      (SELECT MAX(s.tokens_used) FROM sample s
                        WHERE s.session_id = o.session_id AND s.run = o.run) AS sampled_tokens
                    FROM order_log o
                    WHERE o.kind = 'RESPAWN' AND o.state = 'CONFIRMED' AND o.successor IS NOT NULL
                    ORDER BY o.id DESC FETCH FIRST :limit ROWS ONLY
                    """)
                .bind("limit", limit)
                .map(SqlOrderLog::succession)
                .list());
  }

  @Override
  public Optional<Order> originOf(SessionId successor) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM order_log WHERE successor = :successor
                    ORDER BY id DESC FETCH FIRST ROW ONLY
                    """)
                .bind("successor", successor.value())
                .map(SqlOrderLog::order)
                .findOne());
  }

  private Optional<Order> first(AgentLife life, String condition) {
    return sql.with(handle -> ofLife(handle, condition, life).map(SqlOrderLog::order).findFirst());
  }

  private static Query ofLife(Handle handle, String condition, AgentLife life) {
    return Columns.bindLife(
        handle
            .createQuery(
                """
                SELECT * FROM order_log WHERE session_id = :session AND run = :run <condition>
                ORDER BY session_id DESC, run DESC, id DESC
                """)
            .define("condition", condition),
        life);
  }

  private static Optional<Order> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM order_log WHERE id = :id")
        .bind("id", id)
        .map(SqlOrderLog::order)
        .findOne();
  }

  private static Succession succession(ResultSet row, StatementContext context)
      throws SQLException {
    Long told = Columns.longOrNull(row, "told_tokens");
    Long sampled = Columns.longOrNull(row, "sampled_tokens");
    return new Succession(
        Columns.life(row),
        row.getString("agent_name"),
        told == null || (sampled != null && sampled > told) ? sampled : told,
        new SessionId(row.getString("successor")));
  }

  private static Order order(ResultSet row, StatementContext context) throws SQLException {
    return new Order(
        row.getLong("id"),
        Order.Kind.valueOf(row.getString("kind")),
        Columns.life(row),
        row.getString("agent_name"),
        new UserId(row.getLong("by_id")),
        row.getString("by_name"),
        Columns.chat(row),
        Columns.longOrNull(row, "message_id"),
        row.getString("detail"),
        Order.State.valueOf(row.getString("state")),
        Columns.instant(row, "requested_at"),
        Columns.instantOrNull(row, "settled_at"),
        row.getString("successor"),
        row.getString("outcome"),
        row.getString("task"));
  }
}
