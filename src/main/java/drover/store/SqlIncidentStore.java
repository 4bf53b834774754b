package drover.store;

import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.session.AgentLife;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Incidents and their messages, in {@code incident} and {@code incident_message}. */
final class SqlIncidentStore implements IncidentStore {
  private final Sql sql;

  SqlIncidentStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Incident open(AgentLife life, Incident.Kind kind, int episode, Instant at) {
    return sql.together(
        handle ->
            find(handle, life, kind, episode)
                .orElseGet(
                    () -> {
                      var unused = Upsert.insertOnce(() -> insert(handle, life, kind, episode, at));
                      return find(handle, life, kind, episode).orElseThrow();
                    }));
  }

  @Override
  public boolean close(long id, String outcome, Instant at) {
    return sql.with(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE incident SET closed_at = :at, outcome = :outcome
                        WHERE id = :id AND closed_at IS NULL
                        """)
                    .bind("id", id)
                    .bind("outcome", outcome)
                    .bind("at", at)
                    .execute()
                == 1);
  }

  @Override
  public Optional<Incident> find(AgentLife life, Incident.Kind kind, int episode) {
    return sql.with(handle -> find(handle, life, kind, episode));
  }

  @Override
  public List<Incident> open(AgentLife life) {
    return sql.with(
        handle ->
            Columns.bindLife(
                    handle.createQuery(
                        """
                        SELECT * FROM incident
                        WHERE session_id = :session AND run = :run AND closed_at IS NULL
                        ORDER BY opened_at, id
                        """),
                    life)
                .map(SqlIncidentStore::incident)
                .list());
  }

  @Override
  public List<Incident> allOpen() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM incident WHERE closed_at IS NULL ORDER BY opened_at, id")
                .map(SqlIncidentStore::incident)
                .list());
  }

  @Override
  public void addMessage(long incident, MessageRef message) {
    var unused =
        sql.with(
            handle ->
                Upsert.insertOnce(
                    () ->
                        Columns.bindChat(
                                handle.createUpdate(
                                    """
                                    INSERT INTO incident_message
                                      (incident_id, chat_id, topic, message_id)
                                    VALUES (:incident, :chat, :topic, :message)
                                    """),
                                message.chat())
                            .bind("incident", incident)
                            .bind("message", message.message())
                            .execute()));
  }

  @Override
  public List<MessageRef> messages(long incident) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM incident_message WHERE incident_id = :incident ORDER BY id")
                .bind("incident", incident)
                .map((row, context) -> new MessageRef(Columns.chat(row), row.getLong("message_id")))
                .list());
  }

  @Override
  public void forgetMessage(MessageRef message) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate(
                        """
                        DELETE FROM incident_message
                        WHERE chat_id = :chat AND message_id = :message
                        """)
                    .bind("chat", message.chat().chat())
                    .bind("message", message.message())
                    .execute());
  }

  private static int insert(
      Handle handle, AgentLife life, Incident.Kind kind, int episode, Instant at) {
    return Columns.bindLife(
            handle.createUpdate(
                """
                INSERT INTO incident (session_id, run, kind, episode, opened_at)
                VALUES (:session, :run, :kind, :episode, :at)
                """),
            life)
        .bind("kind", kind.name())
        .bind("episode", episode)
        .bind("at", at)
        .execute();
  }

  private static Optional<Incident> find(
      Handle handle, AgentLife life, Incident.Kind kind, int episode) {
    return Columns.bindLife(
            handle.createQuery(
                """
                SELECT * FROM incident
                WHERE session_id = :session AND run = :run AND kind = :kind AND episode = :episode
                """),
            life)
        .bind("kind", kind.name())
        .bind("episode", episode)
        .map(SqlIncidentStore::incident)
        .findOne();
  }

  private static Incident incident(ResultSet row, StatementContext context) throws SQLException {
    return new Incident(
        row.getLong("id"),
        Columns.life(row),
        Incident.Kind.valueOf(row.getString("kind")),
        row.getInt("episode"),
        Columns.instant(row, "opened_at"),
        Columns.instantOrNull(row, "closed_at"),
        row.getString("outcome"));
  }
}
