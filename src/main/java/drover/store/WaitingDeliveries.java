package drover.store;

import drover.chat.ChatAddress;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What waits, read along the index: a hundred thousand rows in one lane cost no more than the few
 * that are wanted of it.
 */
final class WaitingDeliveries {
  private static final String WHOLE_LANE =
      """
      SELECT next.id AS delivery_id, chat_id, topic, attempts, maybe_repeat, held, alone, fact.*
      FROM (
        SELECT * FROM delivery
        WHERE state = 'WAITING' AND chat_id = :chat AND topic = :topic AND due_at <= :now
        ORDER BY state, chat_id, topic, urgency, id FETCH FIRST :limit ROWS ONLY) next
      JOIN fact ON fact.id = next.fact_id
      ORDER BY next.urgency, next.id
      """;

  private static final String NEXT_DUE =
      """
      SELECT due_at FROM delivery USE INDEX (delivery_by_due)
      WHERE due_at > :now AND state IN ('WAITING', 'HELD')
      ORDER BY due_at FETCH FIRST ROW ONLY
      """;

  private static final String LANES =
      """
      SELECT chat_id, topic, COUNT(*) AS number FROM delivery WHERE state = 'WAITING'
      GROUP BY chat_id, topic
      """;

  // Of each urgency the first, so that the index leads to it past all that wait.
  private static final String OLDEST =
      """
      SELECT id FROM delivery
      WHERE state = 'WAITING' AND chat_id = :chat AND topic = :topic AND urgency = :urgency
        AND due_at <= :now
      ORDER BY state, chat_id, topic, urgency, id FETCH FIRST ROW ONLY
      """;

  private static final String WHOLE =
      """
      SELECT delivery.id AS delivery_id, chat_id, topic, attempts, maybe_repeat, held, alone,
        fact.*
      FROM delivery JOIN fact ON fact.id = delivery.fact_id
      WHERE delivery.id = :id
      """;

  private final Sql sql;

  WaitingDeliveries(Sql sql) {
    this.sql = sql;
  }

  Map<ChatAddress, Long> lanes() {
    return sql.with(
        handle -> {
          Map<ChatAddress, Long> lanes = new LinkedHashMap<>();
          handle
              .createQuery(LANES)
              .map((row, context) -> Map.entry(Columns.chat(row), row.getLong("number")))
              .forEach(lane -> lanes.put(lane.getKey(), lane.getValue()));
          return lanes;
        });
  }

  Optional<Delivery> oldest(ChatAddress lane, Instant now) {
    return sql.together(
        handle ->
            IntStream.rangeClosed(0, FactRows.LEAST_URGENT)
                .mapToObj(urgency -> oldest(handle, lane, urgency, now))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .flatMap(id -> whole(handle, id)));
  }

  private static Optional<Long> oldest(Handle handle, ChatAddress lane, int urgency, Instant now) {
    return Columns.bindChat(handle.createQuery(OLDEST), lane)
        .bind("urgency", urgency)
        .bind("now", now)
        .mapTo(Long.class)
        .findOne();
  }

  private static Optional<Delivery> whole(Handle handle, long id) {
    return handle.createQuery(WHOLE).bind("id", id).map(WaitingDeliveries::delivery).findOne();
  }

  List<Delivery> of(ChatAddress lane, Instant now, int limit) {
    return sql.with(
        handle ->
            Columns.bindChat(handle.createQuery(WHOLE_LANE), lane)
                .bind("now", now)
                .bind("limit", limit)
                .map(WaitingDeliveries::delivery)
                .list());
  }

  Optional<Instant> nextDue(Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(NEXT_DUE)
                .bind("now", now)
                .map((row, context) -> Columns.instant(row, 1))
                .findOne());
  }

  /** From a row that has all columns of {@code fact} and the delivery's own. */
  static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
    Fact fact = FactRows.fact(row, context);
    return new Delivery(
        row.getLong("delivery_id"),
        fact,
        Columns.chat(row),
        row.getInt("attempts"),
        row.getBoolean("maybe_repeat"),
        row.getBoolean("held"),
        row.getBoolean("alone"));
  }
}
