package drover.store;

import drover.access.ChatSettings;
import drover.access.ChatStore;
import drover.chat.ChatAddress;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Chats: {@code chat_settings}, {@code disabled_chat}; and their moves through every table. */
final class SqlChatStore implements ChatStore {
  private final Sql sql;

  SqlChatStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<ChatSettings> settings(ChatAddress chat) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        "SELECT * FROM chat_settings WHERE chat_id = :chat AND topic = :topic"),
                    chat)
                .map(
                    (row, context) ->
                        new ChatSettings(Columns.chat(row), ZoneId.of(row.getString("zone"))))
                .findOne());
  }

  @Override
  public void setZone(ChatAddress chat, ZoneId zone) {
    var unused =
        sql.with(
            handle ->
                Columns.bindChat(
                        handle.createUpdate(
                            """
                            MERGE INTO chat_settings (chat_id, topic, zone) KEY (chat_id, topic)
                            VALUES (:chat, :topic, :zone)
                            """),
                        chat)
                    .bind("zone", zone.getId())
                    .execute());
  }

  @Override
  public boolean disable(long chat, String reason) {
    return sql.with(
        handle ->
            Upsert.insertOnce(
                () ->
                    handle
                        .createUpdate(
                            """
                            INSERT INTO disabled_chat (chat_id, reason)
                            SELECT :chat, :reason
                            WHERE NOT EXISTS (SELECT 1 FROM disabled_chat WHERE chat_id = :chat)
                            """)
                        .bind("chat", chat)
                        .bind("reason", reason)
                        .execute()));
  }

  @Override
  public boolean revive(long chat) {
    return sql.with(
        handle ->
            handle
                    .createUpdate("DELETE FROM disabled_chat WHERE chat_id = :chat")
                    .bind("chat", chat)
                    .execute()
                == 1);
  }

  @Override
  public boolean isDisabled(long chat) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) > 0 FROM disabled_chat WHERE chat_id = :chat")
                .bind("chat", chat)
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public List<String> disabled() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM disabled_chat ORDER BY chat_id")
                .map((row, context) -> row.getLong("chat_id") + ": " + row.getString("reason"))
                .list());
  }

  @Override
  public void move(long from, long to) {
    if (from == to) {
      return;
    }
    sql.run(() -> ChatMove.STATEMENTS.forEach(statement -> move(statement, from, to)));
  }

  private void move(String statement, long from, long to) {
    var unused =
        sql.with(
            (Handle handle) ->
                handle
                    .createUpdate(statement)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("progress", ChatMove.PROGRESS)
                    .execute());
  }
}
