package drover.store;

import drover.chat.ChatAddress;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What waits, read along the index from lane to lane: a hundred thousand rows in one lane cost no
 * more than the few that are wanted of it.
 */
final class WaitingDeliveries {
  // ">= x + 1", since for "> x" H2 would first go over every row of x.
  private static final String NEXT_TOPIC =
      """
      SELECT chat_id, topic FROM delivery
      WHERE state = 'WAITING' AND chat_id = :chat AND topic >= :nextTopic
      ORDER BY state, chat_id, topic FETCH FIRST ROW ONLY
      """;

  private static final String NEXT_CHAT =
      """
      SELECT chat_id, topic FROM delivery
      WHERE state = 'WAITING' AND chat_id >= :nextChat
      ORDER BY state, chat_id, topic FETCH FIRST ROW ONLY
      """;

  private static final String OF_LANE =
      """
      SELECT id, urgency FROM delivery
      WHERE state = 'WAITING' AND chat_id = :chat AND topic = :topic AND due_at <= :now
      ORDER BY state, chat_id, topic, urgency, id FETCH FIRST :perLane ROWS ONLY
      """;

  private static final String WHOLE =
      """
      SELECT delivery.id AS delivery_id, chat_id, topic, attempts, maybe_repeat, fact.*
      FROM delivery JOIN fact ON fact.id = delivery.fact_id
      WHERE delivery.id = :id
      """;

  private static final String NEXT_DUE =
      """
      SELECT due_at FROM delivery WHERE state = 'WAITING' AND due_at > :now
      ORDER BY state, due_at FETCH FIRST ROW ONLY
      """;

  private static final String NEXT_PARK_END =
      """
      SELECT parked_until FROM lane_park
      WHERE parked_until > :now AND EXISTS (
        SELECT 1 FROM delivery WHERE state = 'WAITING' AND chat_id = lane_park.chat_id)
      ORDER BY parked_until FETCH FIRST ROW ONLY
      """;

  private final Sql sql;
  private final LaneParks parks;

  WaitingDeliveries(Sql sql, LaneParks parks) {
    this.sql = sql;
    this.parks = parks;
  }

  List<Delivery> due(Instant now, int perLane, int limit) {
    return sql.together(handle -> due(handle, parks.parked(now).keySet(), now, perLane, limit));
  }

  Optional<Instant> nextDue(Instant now) {
    return sql.together(
        handle ->
            Stream.of(NEXT_DUE, NEXT_PARK_END)
                .flatMap(query -> next(handle, query, now).stream())
                .min(Comparator.naturalOrder()));
  }

  private static Optional<Instant> next(Handle handle, String query, Instant now) {
    return handle
        .createQuery(query)
        .bind("now", now)
        .map((row, context) -> Columns.instant(row, 1))
        .findOne();
  }

  private static List<Delivery> due(
      Handle handle, Set<ChatAddress> parked, Instant now, int perLane, int limit) {
    List<Place> places = new ArrayList<>();
    ChatAddress lane = laneAfter(handle, null, parked);
    while (lane != null) {
      if (!parked.contains(lane) && !isChatParked(lane, parked)) {
        places.addAll(ofLane(handle, lane, now, perLane));
      }
      lane = laneAfter(handle, lane, parked);
    }
    List<Delivery> due = new ArrayList<>();
    places.stream()
        .sorted(Comparator.comparingInt(Place::urgency).thenComparingLong(Place::id))
        .limit(limit)
        .forEach(
            place ->
                handle
                    .createQuery(WHOLE)
                    .bind("id", place.id())
                    .map(WaitingDeliveries::delivery)
                    .findOne()
                    .ifPresent(due::add));
    return due;
  }

  private static boolean isChatParked(ChatAddress lane, Set<ChatAddress> parked) {
    return parked.contains(ChatAddress.of(lane.chat()));
  }

  /**
   * The lane that follows, past the topics of a parked chat; null after the last. Null asks for the
   * first.
   */
  private static @Nullable ChatAddress laneAfter(
      Handle handle, @Nullable ChatAddress lane, Set<ChatAddress> parked) {
    if (lane == null) {
      return lane(handle, NEXT_CHAT, ChatAddress.of(Long.MIN_VALUE)).orElse(null);
    }
    if (isChatParked(lane, parked)) {
      return lane(handle, NEXT_CHAT, lane).orElse(null);
    }
    return lane(handle, NEXT_TOPIC, lane).or(() -> lane(handle, NEXT_CHAT, lane)).orElse(null);
  }

  private static Optional<ChatAddress> lane(Handle handle, String query, ChatAddress after) {
    return Columns.bindChat(handle.createQuery(query), after)
        .bind("nextChat", after.chat() + 1)
        .bind("nextTopic", Columns.topic(after) + 1)
        .map((row, context) -> Columns.chat(row))
        .findOne();
  }

  private static List<Place> ofLane(Handle handle, ChatAddress lane, Instant now, int perLane) {
    return Columns.bindChat(handle.createQuery(OF_LANE), lane)
        .bind("now", now)
        .bind("perLane", perLane)
        .map((row, context) -> new Place(row.getLong("id"), row.getInt("urgency")))
        .list();
  }

  private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
    Fact fact = FactRows.fact(row, context);
    return new Delivery(
        row.getLong("delivery_id"),
        fact,
        Columns.chat(row),
        row.getInt("attempts"),
        row.getBoolean("maybe_repeat"));
  }

  private record Place(long id, int urgency) {}
}
