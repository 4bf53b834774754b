package drover.store;

import drover.chat.ChatAddress;
import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import drover.subscription.MuteStore;
import java.time.Instant;
import java.util.List;

/** Mutes, in {@code mute}. */
final class SqlMuteStore implements MuteStore {
  private final Sql sql;
  private final Cache cache;
  private final Cache.Rows<ChatAddress, List<Mute>> ofChats;

  SqlMuteStore(Sql sql, Cache cache) {
    this.sql = sql;
    this.cache = cache;
    this.ofChats = cache.rows();
  }

  @Override
  public void put(Mute mute) {
    var unused =
        cache.change(
            handle ->
                Columns.bindChat(
                        handle.createUpdate(
                            """
                            MERGE INTO mute (chat_id, topic, filter_words, muted_until)
                            KEY (chat_id, topic, filter_words)
                            VALUES (:chat, :topic, :filter, :until)
                            """),
                        mute.chat())
                    .bind("filter", mute.filter().text())
                    .bind("until", mute.until())
                    .execute());
  }

  @Override
  public List<Mute> of(ChatAddress chat, Instant now) {
    return ofChats.get(chat, () -> read(chat)).stream()
        .filter(mute -> mute.until().isAfter(now))
        .toList();
  }

  private List<Mute> read(ChatAddress chat) {
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        """
                        SELECT * FROM mute WHERE chat_id = :chat AND topic = :topic
                        ORDER BY muted_until, filter_words
                        """),
                    chat)
                .map(
                    (row, context) ->
                        new Mute(
                            Columns.chat(row),
                            AgentFilter.of(row.getString("filter_words")),
                            Columns.instant(row, "muted_until")))
                .list());
  }

  @Override
  public boolean remove(ChatAddress chat, AgentFilter filter, Instant now) {
    // What is over long since goes with it, so that the table stays small.
    return cache.change(
        handle -> {
          var unused =
              handle
                  .createUpdate("DELETE FROM mute WHERE muted_until <= :now")
                  .bind("now", now)
                  .execute();
          return Columns.bindChat(
                      handle.createUpdate(
                          """
                          DELETE FROM mute
                          WHERE chat_id = :chat AND topic = :topic AND filter_words = :filter
                          """),
                      chat)
                  .bind("filter", filter.text())
                  .execute()
              == 1;
        });
  }
}
