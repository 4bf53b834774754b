package drover.store;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Subscriptions, in {@code subscription}. */
final class SqlSubscriptionStore implements SubscriptionStore {
  private final Sql sql;

  SqlSubscriptionStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Subscription put(ChatAddress chat, Level level, UserId by, Instant at) {
    return sql.together(
        handle -> {
          var unused =
              Upsert.run(
                  () ->
                      Columns.bindChat(
                              handle.createUpdate(
                                  """
                                  UPDATE subscription SET level = :level
                                  WHERE chat_id = :chat AND topic = :topic
                                  """),
                              chat)
                          .bind("level", level.name())
                          .execute(),
                  () ->
                      Columns.bindChat(
                              handle.createUpdate(
                                  """
                                  INSERT INTO subscription (chat_id, topic, level, by_id, since)
                                  VALUES (:chat, :topic, :level, :by, :at)
                                  """),
                              chat)
                          .bind("level", level.name())
                          .bind("by", by.value())
                          .bind("at", at)
                          .execute());
          return find(handle, chat).orElseThrow();
        });
  }

  @Override
  public Optional<Subscription> of(ChatAddress chat) {
    return sql.with(handle -> find(handle, chat));
  }

  @Override
  public List<Subscription> ofChat(long chat) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM subscription WHERE chat_id = :chat ORDER BY id")
                .bind("chat", chat)
                .map(SqlSubscriptionStore::subscription)
                .list());
  }

  @Override
  public List<Subscription> active() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM subscription
                    WHERE chat_id NOT IN (SELECT chat_id FROM disabled_chat) ORDER BY id
                    """)
                .map(SqlSubscriptionStore::subscription)
                .list());
  }

  @Override
  public boolean remove(long id) {
    return sql.with(
        handle ->
            handle.createUpdate("DELETE FROM subscription WHERE id = :id").bind("id", id).execute()
                == 1);
  }

  private static Optional<Subscription> find(Handle handle, ChatAddress chat) {
    return Columns.bindChat(
            handle.createQuery(
                "SELECT * FROM subscription WHERE chat_id = :chat AND topic = :topic"),
            chat)
        .map(SqlSubscriptionStore::subscription)
        .findOne();
  }

  private static Subscription subscription(ResultSet row, StatementContext context)
      throws SQLException {
    return new Subscription(
        row.getLong("id"),
        Columns.chat(row),
        Level.valueOf(row.getString("level")),
        new UserId(row.getLong("by_id")),
        Columns.instant(row, "since"));
  }
}
