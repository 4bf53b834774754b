package drover.store;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.GroupPage;
import drover.outbox.OutboxStore;
import drover.outbox.ToldAs;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** Facts and deliveries, in {@code fact} and {@code delivery}. */
final class SqlOutboxStore implements OutboxStore {
  private final Sql sql;
  private final LaneParks parks;
  private final WaitingDeliveries waiting;
  private final GroupRows groups;
  private final ToldRows told;
  private final LeftOutRows leftOut;

  SqlOutboxStore(Sql sql) {
    this.sql = sql;
    this.parks = new LaneParks(sql);
    this.waiting = new WaitingDeliveries(sql);
    this.groups = new GroupRows(sql);
    this.told = new ToldRows(sql);
    this.leftOut = new LeftOutRows(sql);
  }

  @Override
  public int add(Fact fact, Collection<ChatAddress> chats) {
    return sql.together(handle -> FactRows.add(handle, fact, chats));
  }

  @Override
  public List<Delivery> waiting(ChatAddress lane, Instant now, int limit) {
    return waiting.of(lane, now, limit);
  }

  @Override
  public Optional<Delivery> oldest(ChatAddress lane, Instant now) {
    return waiting.oldest(lane, now);
  }

  @Override
  public Map<ChatAddress, Long> lanes() {
    return waiting.lanes();
  }

  @Override
  public int leaveOut(ChatAddress lane, int most, String why, Instant at) {
    return leftOut.leaveOut(lane, most, why, at);
  }

  @Override
  public long leftOut(ChatAddress lane, long number) {
    return leftOut.add(lane, number);
  }

  @Override
  public long beginTellingLeftOut(ChatAddress lane) {
    return leftOut.beginTelling(lane);
  }

  @Override
  public void toldLeftOut(ChatAddress lane) {
    leftOut.told(lane);
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    return waiting.nextDue(now);
  }

  @Override
  public List<Long> markSending(List<Long> deliveries) {
    return sql.together(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  UPDATE delivery SET state = 'SENDING', attempts = attempts + 1
                  WHERE id = :id AND state = 'WAITING'
                  """);
          deliveries.forEach(id -> batch.bind("id", id).add());
          int[] changed = batch.execute();
          return IntStream.range(0, changed.length)
              .filter(i -> changed[i] == 1)
              .mapToObj(deliveries::get)
              .toList();
        });
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
  public void markSent(List<Long> deliveries, MessageRef message, ToldAs as, Instant at) {
    var unused =
        sql.together(
            handle -> {
              told.add(handle, deliveries, message, as, at);
              PreparedBatch batch =
                  handle.prepareBatch(
                      """
                      UPDATE delivery
                      SET state = 'SENT', settled_at = :at, due_at = :due, why = NULL
                      WHERE id = :id
                      """);
              deliveries.forEach(
                  id -> batch.bind("id", id).bind("at", at).bind("due", FactRows.AT_ONCE).add());
              return batch.execute();
            });
  }

  @Override
  public boolean editedSince(MessageRef message, long delivery) {
    return told.editedSince(message, delivery);
  }

  @Override
  public void separate(long delivery) {
    var unused = change("UPDATE delivery SET alone = TRUE WHERE id = :id", delivery);
  }

  @Override
  public void hold(long delivery, Instant until, String why) {
    var unused =
        sql.with(
            handle ->
                update(
                        handle,
                        """
                        UPDATE delivery
                        SET state = 'HELD', held = TRUE, due_at = :until, why = :why
                        WHERE id = :id AND state IN ('WAITING', 'SENDING')
                        """,
                        delivery)
                    .bind("until", until)
                    .bind("why", why)
                    .execute());
  }

  @Override
  public int wakeHeld(Instant now) {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE delivery SET state = 'WAITING' WHERE state = 'HELD' AND id IN (
                      SELECT id FROM delivery USE INDEX (delivery_by_due)
                      WHERE due_at >= :first AND due_at <= :now AND state = 'HELD')
                    """)
                .bind("first", FactRows.FIRST_LATER)
                .bind("now", now)
                .execute());
  }

  @Override
  public int release(ChatAddress lane) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createUpdate(
                        """
                        UPDATE delivery SET state = 'WAITING', due_at = :due
                        WHERE state = 'HELD' AND chat_id = :chat AND topic = :topic
                        """),
                    lane)
                .bind("due", FactRows.AT_ONCE)
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
  public int retryAtOnce(String why, Instant now) {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE delivery SET due_at = :now
                    WHERE state = 'WAITING' AND due_at > :now AND id IN (
                      SELECT id FROM delivery USE INDEX (delivery_by_due)
                      WHERE due_at > :now AND state = 'WAITING'
                        AND SUBSTRING(why, 1, LENGTH(:why)) = :why)
                    """)
                .bind("now", now)
                .bind("why", why)
                .execute());
  }

  @Override
  public boolean drop(Delivery delivery, String why, Instant at) {
    return sql.together(
        handle -> !ChatMove.follow(handle, delivery) && givenUp(handle, delivery, why, at));
  }

  @Override
  public boolean withdraw(FactKey fact, ChatAddress chat, String why, Instant at) {
    return sql.with(handle -> FactRows.withdraw(handle, fact, chat, why, at));
  }

  private static boolean givenUp(Handle handle, Delivery delivery, String why, Instant at) {
    return Columns.bindChat(
                update(
                    handle,
                    """
                    UPDATE delivery
                    SET state = 'GIVEN_UP', why = :why, settled_at = :at, due_at = :due
                    WHERE id = :id AND chat_id = :chat AND topic = :topic
                      AND state IN ('WAITING', 'HELD', 'SENDING')
                    """,
                    delivery.id()),
                delivery.to())
            .bind("why", why)
            .bind("at", at)
            .bind("due", FactRows.AT_ONCE)
            .execute()
        == 1;
  }

  @Override
  public void giveUp(long delivery, String why, Instant at) {
    var unused =
        sql.with(
            handle ->
                update(
                        handle,
                        """
                        UPDATE delivery
                        SET state = 'GIVEN_UP', why = :why, settled_at = :at, due_at = :due
                        WHERE id = :id AND state IN ('WAITING', 'HELD', 'SENDING')
                        """,
                        delivery)
                    .bind("why", why)
                    .bind("at", at)
                    .bind("due", FactRows.AT_ONCE)
                    .execute());
  }

  @Override
  public int giveUpChat(long chat, String why, Instant at) {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE delivery
                    SET state = 'GIVEN_UP', why = :why, settled_at = :at, due_at = :due
                    WHERE state IN ('WAITING', 'HELD') AND chat_id = :chat
                    """)
                .bind("chat", chat)
                .bind("why", why)
                .bind("at", at)
                .bind("due", FactRows.AT_ONCE)
                .execute());
  }

  @Override
  public boolean wasTold(FactKey key, ChatAddress chat) {
    return sql.with(handle -> FactRows.wasTold(handle, key, chat));
  }

  @Override
  public Optional<Fact> find(FactKey key) {
    return sql.with(handle -> FactRows.find(handle, key));
  }

  @Override
  public void addGroup(MessageRef message, boolean held, Instant at) {
    groups.add(message, held, at);
  }

  @Override
  public Optional<GroupPage> group(MessageRef message) {
    return groups.find(message);
  }

  @Override
  public void turnTo(MessageRef message, int page) {
    groups.turnTo(message, page);
  }

  @Override
  public List<Delivery> members(MessageRef message) {
    return told.members(message);
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
    int all = 0;
    int bite;
    do {
      bite = sql.with(handle -> FactRows.sweep(handle, before));
      all += bite;
    } while (bite == FactRows.BITE);
    do {
      bite = told.sweep(before);
    } while (bite == FactRows.BITE);
    groups.sweep(before);
    return all;
  }

  private int change(String statement, long delivery) {
    return sql.with(handle -> update(handle, statement, delivery).execute());
  }

  private static Update update(Handle handle, String statement, long delivery) {
    return handle.createUpdate(statement).bind("id", delivery);
  }
}
