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
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Subscriptions, in {@code subscription}. */
final class SqlSubscriptionStore implements SubscriptionStore {
  private static final String ACTIVE =
      """
      SELECT * FROM subscription
      WHERE chat_id NOT IN (SELECT chat_id FROM disabled_chat) ORDER BY id
      """;

  private final Sql sql;
  private final Cache cache;
  private final Cache.Rows<ChatAddress, List<Subscription>> ofChats;
  private final Cache.Rows<String, List<Subscription>> active;

  SqlSubscriptionStore(Sql sql, Cache cache) {
    this.sql = sql;
    this.cache = cache;
    this.ofChats = cache.rows();
    this.active = cache.rows();
  }

  @Override
  public Subscription put(
      ChatAddress chat, Level level, AgentFilter filter, UserId by, Instant at) {
    return cache.change(
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
    return ofChats.get(chat, () -> read(chat));
  }

  private List<Subscription> read(ChatAddress chat) {
    return sql.with(
        handle ->
            list(
                Columns.bindChat(
                    handle.createQuery(
                        """
                        SELECT * FROM subscription WHERE chat_id = :chat AND topic = :topic
                        ORDER BY id
                        """),
                    chat)));
  }

  @Override
  public List<Subscription> ofChat(long chat) {
    return sql.with(
        handle ->
            list(
                handle
                    .createQuery("SELECT * FROM subscription WHERE chat_id = :chat ORDER BY id")
                    .bind("chat", chat)));
  }

  @Override
  public List<Subscription> active() {
    return active.get(ACTIVE, () -> sql.with(handle -> list(handle.createQuery(ACTIVE))));
  }

  @Override
  public boolean remove(long id) {
    return cache.change(
        handle ->
            handle.createUpdate("DELETE FROM subscription WHERE id = :id").bind("id", id).execute()
                == 1);
  }

  private static List<Subscription> list(Query query) {
    return List.copyOf(query.map(SqlSubscriptionStore::subscription).list());
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
