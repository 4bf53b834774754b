package drover.store;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Subscriptions, in {@code subscription}. */
final class SqlSubscriptionStore implements SubscriptionStore {
  private final Sql sql;

  SqlSubscriptionStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Subscription put(
      ChatAddress chat, Level level, AgentFilter filter, UserId by, Instant at) {
    return sql.together(
        handle -> {
          var unused =
              Upsert.run(
                  () ->
                      bind(
                              handle.createUpdate(
                                  """
                                  UPDATE subscription SET level = :level
                                  WHERE chat_id = :chat AND topic = :topic
                                    AND filter_words = :filter
                                  """),
                              chat,
                              filter)
                          .bind("level", level.name())
                          .execute(),
                  () ->
                      bind(
                              handle.createUpdate(
                                  """
                                  INSERT INTO subscription
                                    (chat_id, topic, level, filter_words, by_id, since)
                                  VALUES (:chat, :topic, :level, :filter, :by, :at)
                                  """),
                              chat,
                              filter)
                          .bind("level", level.name())
                          .bind("by", by.value())
                          .bind("at", at)
                          .execute());
          return find(handle, chat, filter);
        });
  }

  @Override
  public List<Subscription> of(ChatAddress chat) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        """
                        SELECT * FROM subscription WHERE chat_id = :chat AND topic = :topic
                        ORDER BY id
                        """),
                    chat)
                .map(SqlSubscriptionStore::subscription)
                .list());
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

  private static Subscription find(Handle handle, ChatAddress chat, AgentFilter filter) {
    return bind(
            handle.createQuery(
                """
                SELECT * FROM subscription
                WHERE chat_id = :chat AND topic = :topic AND filter_words = :filter
                """),
            chat,
            filter)
        .map(SqlSubscriptionStore::subscription)
        .one();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, ChatAddress chat, AgentFilter filter) {
    return Columns.bindChat(statement, chat).bind("filter", filter.text());
  }

  private static Subscription subscription(ResultSet row, StatementContext context)
      throws SQLException {
    return new Subscription(
        row.getLong("id"),
        Columns.chat(row),
        Level.valueOf(row.getString("level")),
        AgentFilter.of(row.getString("filter_words")),
        new UserId(row.getLong("by_id")),
        Columns.instant(row, "since"));
  }
}
