package drover.store;

import drover.chat.ChatKind;
import drover.chat.Inbox;
import drover.chat.Incoming;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Updates as they came, in {@code inbox}. */
final class SqlInbox implements Inbox {
  private static final Logger log = LoggerFactory.getLogger(SqlInbox.class);
  private static final String INSERT =
      """
      INSERT INTO inbox (update_id, kind, chat_id, topic, chat_kind, sender_id, sender_name,
        sender_handle, sender_bot, text, press_id, message_id, sent_at, addressed, points_at)
      VALUES (:update, :kind, :chat, :topic, :chatKind, :senderId, :senderName,
        :senderHandle, :senderBot, :text, :press, :message, :sentAt, :addressed, :pointsAt)
      """;

  private final Sql sql;
  private final Clock clock;

  SqlInbox(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public int store(List<Incoming> updates) {
    if (updates.isEmpty()) {
      return 0;
    }
    return sql.together(
        handle -> {
          int added = 0;
          for (Incoming update : updates) {
            if (Upsert.insertOnce(() -> insert(handle, update))) {
              added++;
            }
          }
          return added;
        });
  }

  @Override
  public List<Incoming> waiting(int limit) {
    List<Long> unreadable = new ArrayList<>();
    List<Incoming> waiting =
        sql.with(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT * FROM inbox WHERE done = FALSE
                        ORDER BY done, id FETCH FIRST :limit ROWS ONLY
                        """)
                    .bind("limit", limit)
                    .map((row, context) -> readable(row, unreadable))
                    .stream()
                    .flatMap(Optional::stream)
                    .toList());
    unreadable.forEach(this::done);
    return waiting;
  }

  /** One that another version wrote, or nobody, must not stop those behind it. */
  private static Optional<Incoming> readable(ResultSet row, List<Long> unreadable)
      throws SQLException {
    try {
      return Optional.of(incoming(row));
    } catch (IllegalArgumentException e) {
      log.error("Update {} in the inbox is unreadable; it is skipped", row.getLong("update_id"), e);
      unreadable.add(row.getLong("update_id"));
      return Optional.empty();
    }
  }

  /** Forgets what was said: nobody reads it again, and it may have been a secret. */
  @Override
  public void done(long updateId) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE inbox SET done = TRUE, done_at = :now, text = '', points_at = NULL
                        WHERE update_id = :update AND done = FALSE
                        """)
                    .bind("update", updateId)
                    .bind("now", clock.instant())
                    .execute());
  }

  @Override
  public int sweep(Instant before) {
    return sql.with(
        handle ->
            handle
                .createUpdate("DELETE FROM inbox WHERE done = TRUE AND done_at < :before")
                .bind("before", before)
                .execute());
  }

  private static int insert(Handle handle, Incoming update) {
    Incoming.Sender sender = update.sender();
    return Columns.bindChat(handle.createUpdate(INSERT), update.chat())
        .bind("update", update.updateId())
        .bind("kind", update.kind().name())
        .bind("chatKind", update.chatKind().name())
        .bind("senderId", Columns.idOf(sender.id()))
        .bind("senderName", sender.name())
        .bind("senderHandle", sender.handle())
        .bind("senderBot", sender.bot())
        .bind("text", update.text())
        .bind("press", update.pressId())
        .bind("message", update.messageId())
        .bind("sentAt", update.sentAt())
        .bind("addressed", update.addressed())
        .bind("pointsAt", PointsJson.write(update))
        .execute();
  }

  private static Incoming incoming(ResultSet row) throws SQLException {
    Incoming bare =
        new Incoming(
            row.getLong("update_id"),
            Incoming.Kind.valueOf(row.getString("kind")),
            Columns.chat(row),
            ChatKind.valueOf(row.getString("chat_kind")),
            new Incoming.Sender(
                Columns.userOrNull(row, "sender_id"),
                row.getString("sender_name"),
                row.getString("sender_handle"),
                row.getBoolean("sender_bot")),
            row.getString("text"),
            row.getString("press_id"),
            Columns.longOrNull(row, "message_id"),
            Columns.instant(row, "sent_at"),
            row.getBoolean("addressed"));
    return PointsJson.read(row.getString("points_at"), bare);
  }
}
