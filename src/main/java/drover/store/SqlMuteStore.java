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

  SqlMuteStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void put(Mute mute) {
    var unused =
        sql.with(
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
    return sql.with(
        handle ->
            Columns.bindChat(
                    handle.createQuery(
                        """
                        SELECT * FROM mute
                        WHERE chat_id = :chat AND topic = :topic AND muted_until > :now
                        ORDER BY muted_until, filter_words
                        """),
                    chat)
                .bind("now", now)
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
    return sql.together(
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
