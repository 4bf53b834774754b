package drover.store;

import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.ToldAs;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Which message tells which delivery, in {@code told}. Messages are found by the chat's number and
 * theirs alone: what was for a topic that is gone stands in the chat itself, and under a new number
 * of the chat none is found.
 */
final class ToldRows {
  private final Sql sql;

  ToldRows(Sql sql) {
    this.sql = sql;
  }

  /** Once more when it is not known whether it went through. */
  void add(Handle handle, List<Long> deliveries, MessageRef message, ToldAs as, Instant at) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            MERGE INTO told (message_chat, message_id, delivery_id, told_as, told_at)
            KEY (message_chat, message_id, delivery_id)
            VALUES (:chat, :message, :delivery, :as, :at)
            """);
    for (long delivery : deliveries) {
      var unused =
          bind(batch, message)
              .bind("delivery", delivery)
              .bind("as", as.name())
              .bind("at", at)
              .add();
    }
    var unused = batch.execute();
  }

  /** What a message tells as its rows, in the order of their coming. */
  List<Delivery> members(MessageRef message) {
    return sql.with(
        handle ->
            bind(
                    handle.createQuery(
                        """
                        SELECT delivery.id AS delivery_id, chat_id, topic, attempts, maybe_repeat,
                          held, alone, fact.*
                        FROM told JOIN delivery ON delivery.id = told.delivery_id
                          JOIN fact ON fact.id = delivery.fact_id
                        WHERE message_chat = :chat AND message_id = :message AND told_as = 'ROW'
                        ORDER BY delivery.id
                        """),
                    message)
                .map(WaitingDeliveries::delivery)
                .list());
  }

  /** Whether a later delivery than this one changed the message. */
  boolean editedSince(MessageRef message, long delivery) {
    return sql.with(
        handle ->
            bind(
                    handle.createQuery(
                        """
                        SELECT EXISTS (
                          SELECT 1 FROM told
                          WHERE message_chat = :chat AND message_id = :message
                            AND delivery_id > :delivery AND told_as = 'EDIT')
                        """),
                    message)
                .bind("delivery", delivery)
                .mapTo(Boolean.class)
                .one());
  }

  /** Deletes a bite of what is long past; returns how many went. */
  int sweep(Instant before) {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM told WHERE told_at < :before FETCH FIRST :bite ROWS ONLY")
                .bind("before", before)
                .bind("bite", FactRows.BITE)
                .execute());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, MessageRef message) {
    return statement.bind("chat", message.chat().chat()).bind("message", message.message());
  }
}
