package drover.store;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.GroupPage;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** Messages that tell many facts, in {@code group_message}; what they tell, in {@code told}. */
final class GroupRows {
  private final Sql sql;

  GroupRows(Sql sql) {
    this.sql = sql;
  }

  void add(MessageRef message, boolean held, Instant at) {
    var unused =
        sql.with(
            handle ->
                bind(
                        handle.createUpdate(
                            """
                            MERGE INTO group_message
                              (chat_id, topic, message_id, page, held, sent_at)
                            KEY (chat_id, topic, message_id)
                            VALUES (:chat, :topic, :message, 1, :held, :at)
                            """),
                        message)
                    .bind("held", held)
                    .bind("at", at)
                    .execute());
  }

  Optional<GroupPage> find(MessageRef message) {
    return sql.with(
        handle ->
            bind(
                    handle.createQuery(
                        """
                        SELECT page, held FROM group_message
                        WHERE chat_id = :chat AND topic = :topic AND message_id = :message
                        """),
                    message)
                .map((row, context) -> new GroupPage(row.getInt("page"), row.getBoolean("held")))
                .findOne());
  }

  void turnTo(MessageRef message, int page) {
    var unused =
        sql.with(
            handle ->
                bind(
                        handle.createUpdate(
                            """
                            UPDATE group_message SET page = :page
                            WHERE chat_id = :chat AND topic = :topic AND message_id = :message
                            """),
                        message)
                    .bind("page", page)
                    .execute());
  }

  /** Forgets those of whose rows nothing is kept. */
  void sweep(Instant before) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate(
                        """
                        DELETE FROM group_message WHERE sent_at < :before AND NOT EXISTS (
                          SELECT 1 FROM told WHERE told.message_chat = group_message.chat_id
                            AND told.message_id = group_message.message_id)
                        """)
                    .bind("before", before)
                    .execute());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, MessageRef message) {
    ChatAddress chat = message.chat();
    return Columns.bindChat(statement, chat).bind("message", message.message());
  }
}
