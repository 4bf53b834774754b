package drover.store;

import drover.access.ChatSettings;
import drover.access.ChatStore;
import drover.access.QuietHours;
import drover.chat.ChatAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Chats: {@code chat_settings}, {@code disabled_chat}; and their moves through every table. */
final class SqlChatStore implements ChatStore {
  private static final String WANTING_CHILDREN =
      "SELECT chat_id, topic FROM chat_settings WHERE children";

  private final Sql sql;
  private final Cache cache;
  private final Cache.Rows<ChatAddress, Optional<ChatSettings>> settings;
  private final Cache.Rows<String, Set<ChatAddress>> chats;

  SqlChatStore(Sql sql, Cache cache) {
    this.sql = sql;
    this.cache = cache;
    this.settings = cache.rows();
    this.chats = cache.rows();
  }

  @Override
  public Optional<ChatSettings> settings(ChatAddress chat) {
    return settings.get(chat, () -> read(chat));
  }

  private Optional<ChatSettings> read(ChatAddress chat) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        "SELECT * FROM chat_settings WHERE chat_id = :chat AND topic = :topic"),
                    chat)
                .map(SqlChatStore::settings)
                .findOne());
  }

  @Override
  public void setZone(ChatAddress chat, ZoneId zone) {
    set(chat, "zone", zone.getId());
  }

  @Override
  public void setQuietHours(ChatAddress chat, @Nullable QuietHours quiet) {
    set(chat, "quiet_hours", quiet == null ? null : quiet.toString());
  }

  @Override
  public void setChildren(ChatAddress chat, boolean wanted) {
    set(chat, "children", wanted);
  }

  @Override
  public Set<ChatAddress> wantingChildren() {
    return chats.get(WANTING_CHILDREN, () -> sql.with(h -> chats(h, WANTING_CHILDREN)));
  }

  private static Set<ChatAddress> chats(Handle handle, String query) {
    return Set.copyOf(handle.createQuery(query).map((row, context) -> Columns.chat(row)).set());
  }

  @Override
  public void setLooked(ChatAddress chat, Instant at) {
    set(chat, "looked_at", at);
  }

  @Override
  public Optional<Instant> lastTold(ChatAddress chat) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        """
                        SELECT told_at FROM told JOIN delivery ON delivery.id = delivery_id
                        WHERE message_chat = :chat AND topic = :topic
                        ORDER BY message_chat DESC, told_at DESC FETCH FIRST ROW ONLY
                        """),
                    chat)
                .map((row, context) -> Columns.instant(row, 1))
                .findOne());
  }

  @Override
  public boolean disable(long chat, String reason) {
    return cache.change(
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
    return cache.change(
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
    var unused =
        cache.change(
            handle ->
                ChatMove.STATEMENTS.stream()
                    .mapToInt(statement -> move(handle, statement, from, to))
                    .sum());
  }

  @Override
  public void leave(ChatAddress topic) {
    if (topic.topic() != null) {
      var unused =
          cache.change(
              handle ->
                  TopicEnd.STATEMENTS.stream()
                      .mapToInt(
                          statement ->
                              Columns.bindChat(handle.createUpdate(statement), topic).execute())
                      .sum());
    }
  }

  private static int move(Handle handle, String statement, long from, long to) {
    return handle
        .createUpdate(statement)
        .bind("from", from)
        .bind("to", to)
        .bind("progress", ChatMove.PROGRESS)
        .execute();
  }

  /** Changes one column, and leaves the others as they are or usually are. */
  private void set(ChatAddress chat, String column, @Nullable Object value) {
    var unused =
        cache.change(
            handle ->
                Columns.bindChat(
                        handle.createUpdate(
                            """
                            MERGE INTO chat_settings (chat_id, topic, %s) KEY (chat_id, topic)
                            VALUES (:chat, :topic, :value)
                            """
                                .formatted(column)),
                        chat)
                    .bind("value", value)
                    .execute());
  }

  private static ChatSettings settings(ResultSet row, StatementContext context)
      throws SQLException {
    String zone = row.getString("zone");
    String quiet = row.getString("quiet_hours");
    return new ChatSettings(
        Columns.chat(row),
        zone == null ? null : ZoneId.of(zone),
        quiet == null ? null : QuietHours.parse(quiet).orElseThrow(),
        row.getBoolean("children"),
        Columns.instantOrNull(row, "looked_at"));
  }
}
