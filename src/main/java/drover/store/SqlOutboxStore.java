package drover.store;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.OutboxStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Facts and deliveries, in {@code fact} and {@code delivery}; parks, in {@code lane_park}. */
final class SqlOutboxStore implements OutboxStore {
  private final Sql sql;
  private final LaneParks parks;
  private final WaitingDeliveries waiting;

  SqlOutboxStore(Sql sql) {
    this.sql = sql;
    this.parks = new LaneParks(sql);
    this.waiting = new WaitingDeliveries(sql, parks);
  }

  @Override
  public int add(Fact fact, Collection<ChatAddress> chats) {
    return sql.together(handle -> FactRows.add(handle, fact, chats));
  }

  @Override
  public List<Delivery> waiting(Instant now, int perLane, int limit) {
    return waiting.due(now, perLane, limit);
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    return waiting.nextDue(now);
  }

  @Override
  public boolean markSending(long delivery, Instant at) {
    return change(
            """
            UPDATE delivery SET state = 'SENDING', attempts = attempts + 1
            WHERE id = :id AND state = 'WAITING'
            """,
            delivery)
        == 1;
  }

  @Override
  public int recoverInterrupted() {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE delivery SET state = 'WAITING', maybe_repeat = TRUE
                    WHERE state = 'SENDING'
                    """)
                .execute());
  }

  @Override
  public void markSent(long delivery, MessageRef message, Instant at) {
    var unused =
        sql.with(
            handle ->
                update(
                        handle,
                        """
                        UPDATE delivery
                        SET state = 'SENT', message_id = :message, settled_at = :at, why = NULL
                        WHERE id = :id
                        """,
                        delivery)
                    .bind("message", message.message())
                    .bind("at", at)
                    .execute());
  }

  @Override
  public void retryLater(long delivery, Instant dueAt, boolean maybeRepeat, String why) {
    var unused =
        sql.with(
            handle ->
                update(
                        handle,
                        """
                        UPDATE delivery
                        SET state = 'WAITING', due_at = :due, why = :why,
                          maybe_repeat = (maybe_repeat OR :repeat)
                        WHERE id = :id AND state IN ('WAITING', 'SENDING')
                        """,
                        delivery)
                    .bind("due", dueAt)
                    .bind("repeat", maybeRepeat)
                    .bind("why", why)
                    .execute());
  }

  @Override
  public void giveUp(long delivery, String why, Instant at) {
    var unused =
        sql.with(
            handle ->
                update(
                        handle,
                        """
                        UPDATE delivery SET state = 'GIVEN_UP', why = :why, settled_at = :at
                        WHERE id = :id AND state IN ('WAITING', 'SENDING')
                        """,
                        delivery)
                    .bind("why", why)
                    .bind("at", at)
                    .execute());
  }

  @Override
  public int giveUpChat(long chat, String why, Instant at) {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE delivery SET state = 'GIVEN_UP', why = :why, settled_at = :at
                    WHERE state = 'WAITING' AND chat_id = :chat
                    """)
                .bind("chat", chat)
                .bind("why", why)
                .bind("at", at)
                .execute());
  }

  @Override
  public Optional<MessageRef> messageOf(FactKey key, ChatAddress chat) {
    return sql.with(handle -> FactRows.messageOf(handle, key, chat));
  }

  @Override
  public Optional<Fact> find(FactKey key) {
    return sql.with(handle -> FactRows.find(handle, key));
  }

  @Override
  public void park(ChatAddress lane, Instant until, String why) {
    parks.park(lane, until, why);
  }

  @Override
  public Map<ChatAddress, Instant> parked(Instant now) {
    return parks.parked(now);
  }

  @Override
  public void parkAll(Instant until) {
    parks.parkAll(until);
  }

  @Override
  public Optional<Instant> parkedAll(Instant now) {
    return parks.parkedAll(now);
  }

  @Override
  public long depth() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM delivery WHERE state = 'WAITING'")
                .mapTo(Long.class)
                .one());
  }

  @Override
  public int sweep(Instant before) {
    parks.sweep(before);
    return sql.with(handle -> FactRows.sweep(handle, before));
  }

  private int change(String statement, long delivery) {
    return sql.with(handle -> update(handle, statement, delivery).execute());
  }

  private static Update update(Handle handle, String statement, long delivery) {
    return handle.createUpdate(statement).bind("id", delivery);
  }
}
