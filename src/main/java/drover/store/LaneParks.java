package drover.store;

import drover.chat.ChatAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How long lanes are parked: one by one in {@code lane_park}, all of them in {@code meta}. */
final class LaneParks {
  private static final String ALL = "lanes_parked_until";

  private final Sql sql;

  LaneParks(Sql sql) {
    this.sql = sql;
  }

  void park(ChatAddress lane, Instant until, String why) {
    var unused =
        sql.together(
            handle ->
                Upsert.run(
                    () ->
                        Columns.bindChat(
                                handle.createUpdate(
                                    """
                                    UPDATE lane_park
                                    SET parked_until = GREATEST(parked_until, :until), why = :why
                                    WHERE chat_id = :chat AND topic = :topic
                                    """),
                                lane)
                            .bind("until", until)
                            .bind("why", why)
                            .execute(),
                    () ->
                        Columns.bindChat(
                                handle.createUpdate(
                                    """
                                    INSERT INTO lane_park (chat_id, topic, parked_until, why)
                                    VALUES (:chat, :topic, :until, :why)
                                    """),
                                lane)
                            .bind("until", until)
                            .bind("why", why)
                            .execute()));
  }

  Map<ChatAddress, Instant> parked(Instant now) {
    return sql.with(
        handle -> {
          Map<ChatAddress, Instant> parked = new LinkedHashMap<>();
          handle
              .createQuery("SELECT * FROM lane_park WHERE parked_until > :now")
              .bind("now", now)
              .map(
                  (row, context) ->
                      Map.entry(Columns.chat(row), Columns.instant(row, "parked_until")))
              .forEach(entry -> parked.put(entry.getKey(), entry.getValue()));
          return parked;
        });
  }

  void parkAll(Instant until) {
    sql.run(
        () -> {
          if (Meta.read(sql, ALL).filter(known -> !known.isBefore(until)).isEmpty()) {
            Meta.write(sql, ALL, until);
          }
        });
  }

  Optional<Instant> parkedAll(Instant now) {
    return Meta.read(sql, ALL).filter(until -> until.isAfter(now));
  }

  void sweep(Instant before) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate("DELETE FROM lane_park WHERE parked_until < :before")
                    .bind("before", before)
                    .execute());
  }
}
