package drover.store;

import drover.access.Trouble;
import drover.access.TroubleStore;
import drover.chat.ChatAddress;
import java.util.List;

/** Troubles, in {@code trouble}. */
final class SqlTroubleStore implements TroubleStore {
  private final Sql sql;

  SqlTroubleStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public boolean open(Trouble trouble) {
    return sql.with(
        handle ->
            Upsert.insertOnce(
                () ->
                    Columns.bindChat(
                            handle.createUpdate(
                                """
                                INSERT INTO trouble (kind, chat_id, topic, since, why)
                                VALUES (:kind, :chat, :topic, :since, :why)
                                """),
                            trouble.where())
                        .bind("kind", trouble.kind().name())
                        .bind("since", trouble.since())
                        .bind("why", trouble.why())
                        .execute()));
  }

  @Override
  public void close(Trouble.Kind kind, ChatAddress where) {
    var unused =
        sql.with(
            handle ->
                Columns.bindChat(
                        handle.createUpdate(
                            """
                            DELETE FROM trouble
                            WHERE kind = :kind AND chat_id = :chat AND topic = :topic
                            """),
                        where)
                    .bind("kind", kind.name())
                    .execute());
  }

  @Override
  public List<Trouble> all() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM trouble ORDER BY since, kind, chat_id, topic")
                .map(
                    (row, context) ->
                        new Trouble(
                            Trouble.Kind.valueOf(row.getString("kind")),
                            Columns.chat(row),
                            Columns.instant(row, "since"),
                            row.getString("why")))
                .list());
  }
}
