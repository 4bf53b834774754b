package drover.store;

import drover.chat.ChatAddress;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** What was left out because too many waited, counted in {@code left_out}. */
final class LeftOutRows {
  private final Sql sql;

  LeftOutRows(Sql sql) {
    this.sql = sql;
  }

  int leaveOut(ChatAddress lane, int most, String why, Instant at) {
    return sql.with(
        handle ->
            update(
                    handle,
                    lane,
                    """
                    UPDATE delivery
                    SET state = 'GIVEN_UP', why = :why, settled_at = :at, due_at = :due
                    WHERE state = 'WAITING' AND id IN (
                      SELECT waiting.id FROM delivery waiting
                      JOIN fact ON fact.id = waiting.fact_id
                      WHERE waiting.state = 'WAITING' AND waiting.chat_id = :chat
                        AND waiting.topic = :topic AND fact.kind <> 'left-out'
                      ORDER BY waiting.urgency DESC, CASE fact.kind WHEN 'end' THEN 1 ELSE 0 END,
                        waiting.id
                      FETCH FIRST :most ROWS ONLY)
                    """)
                .bind("most", most)
                .bind("why", why)
                .bind("at", at)
                .bind("due", FactRows.AT_ONCE)
                .execute());
  }

  long add(ChatAddress lane, long number) {
    return sql.together(
        handle -> {
          Upsert.run(
              () ->
                  update(
                          handle,
                          lane,
                          """
                          UPDATE left_out SET number = number + :number
                          WHERE chat_id = :chat AND topic = :topic
                          """)
                      .bind("number", number)
                      .execute(),
              () ->
                  update(
                          handle,
                          lane,
                          """
                          INSERT INTO left_out (chat_id, topic, number, telling, episode)
                          VALUES (:chat, :topic, :number, 0, 1)
                          """)
                      .bind("number", number)
                      .execute());
          return Columns.bindChat(
                  handle.createQuery(
                      """
                      SELECT episode FROM left_out WHERE chat_id = :chat AND topic = :topic
                      """),
                  lane)
              .mapTo(Long.class)
              .one();
        });
  }

  long beginTelling(ChatAddress lane) {
    return sql.together(
        handle -> {
          int rows =
              update(
                      handle,
                      lane,
                      """
                      UPDATE left_out SET telling = number WHERE chat_id = :chat AND topic = :topic
                      """)
                  .execute();
          return rows == 0
              ? 0L
              : Columns.bindChat(
                      handle.createQuery(
                          """
                          SELECT telling FROM left_out WHERE chat_id = :chat AND topic = :topic
                          """),
                      lane)
                  .mapTo(Long.class)
                  .one();
        });
  }

  void told(ChatAddress lane) {
    var unused =
        sql.with(
            handle ->
                update(
                        handle,
                        lane,
                        """
                        UPDATE left_out
                        SET number = number - telling, telling = 0, episode = episode + 1
                        WHERE chat_id = :chat AND topic = :topic
                        """)
                    .execute());
  }

  private static Update update(Handle handle, ChatAddress lane, String statement) {
    return Columns.bindChat(handle.createUpdate(statement), lane);
  }
}
