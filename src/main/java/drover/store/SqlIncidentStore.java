package drover.store;

import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Incidents and their messages, in {@code incident} and {@code incident_message}. */
final class SqlIncidentStore implements IncidentStore {
  private final Sql sql;

  SqlIncidentStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Incident open(
      String subject,
      Incident.Kind kind,
      long episode,
      Instant at,
      Map<String, String> data,
      Incident.Care care) {
    return sql.together(
        handle ->
            find(handle, subject, kind, episode)
                .orElseGet(
                    () -> {
                      var unused =
                          Upsert.insertOnce(
                              () ->
                                  IncidentRows.insert(
                                      handle, subject, kind, episode, at, data, care));
                      return find(handle, subject, kind, episode).orElseThrow();
                    }));
  }

  @Override
  public Optional<Incident> find(long id) {
    return sql.with(handle -> find(handle, id));
  }

  @Override
  public Optional<Incident> find(String subject, Incident.Kind kind, long episode) {
    return sql.with(handle -> find(handle, subject, kind, episode));
  }

  @Override
  public List<Incident> open(String subject) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM incident WHERE subject = :subject AND closed_at IS NULL
                    ORDER BY opened_at, id
                    """)
                .bind("subject", subject)
                .map(IncidentRows::read)
                .list());
  }

  @Override
  public List<Incident> allOpen(Incident.Kind kind) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM incident WHERE kind = :kind AND closed_at IS NULL
                    ORDER BY opened_at, id
                    """)
                .bind("kind", kind.name())
                .map(IncidentRows::read)
                .list());
  }

  @Override
  public List<String> ackedFailures() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT subject FROM incident
                    WHERE kind = 'FAILURE' AND (acked_at IS NOT NULL OR closed_at IS NOT NULL)
                    """)
                .mapTo(String.class)
                .list());
  }

  @Override
  public boolean close(long id, Incident.Closing closing, @Nullable Instant revisit) {
    return change(
        """
        UPDATE incident SET closed_at = :at, outcome = :outcome, closed_by_name = :by,
          detail = :detail, next_repeat = :revisit, escalate_at = NULL, version = version + 1
        WHERE id = :id AND closed_at IS NULL
        """,
        update ->
            update
                .bind("id", id)
                .bind("at", closing.at())
                .bind("outcome", closing.outcome())
                .bind("by", closing.by())
                .bind("detail", closing.detail())
                .bind("revisit", revisit));
  }

  @Override
  public boolean ack(long id, Incident.Ack ack) {
    return change(
        """
        UPDATE incident SET acked_by = :by, acked_by_name = :name, acked_at = :at,
          snoozed_by = NULL, snoozed_by_name = NULL, snoozed_until = NULL,
          next_repeat = NULL, escalate_at = NULL, version = version + 1
        WHERE id = :id AND closed_at IS NULL AND acked_at IS NULL
        """,
        update ->
            update
                .bind("id", id)
                .bind("by", ack.by().value())
                .bind("name", ack.name())
                .bind("at", ack.at()));
  }

  @Override
  public boolean snooze(long id, Incident.Snooze snooze, @Nullable Instant escalateAt) {
    return change(
        """
        UPDATE incident SET snoozed_by = :by, snoozed_by_name = :name, snoozed_until = :until,
          next_repeat = :until, escalate_at = :escalate, version = version + 1
        WHERE id = :id AND closed_at IS NULL AND acked_at IS NULL
        """,
        update ->
            update
                .bind("id", id)
                .bind("by", snooze.by().value())
                .bind("name", snooze.name())
                .bind("until", snooze.until())
                .bind("escalate", escalateAt));
  }

  @Override
  public List<Incident> due(Instant now, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM incident WHERE next_repeat <= :now OR escalate_at <= :now
                    ORDER BY COALESCE(next_repeat, escalate_at), id
                    FETCH FIRST :limit ROWS ONLY
                    """)
                .bind("now", now)
                .bind("limit", limit)
                .map(IncidentRows::read)
                .list());
  }

  @Override
  public boolean repeat(Incident read, @Nullable Instant next) {
    return change(
        """
        UPDATE incident SET repeats = repeats + 1, next_repeat = :next,
          version = version + CASE WHEN snoozed_until IS NULL THEN 0 ELSE 1 END,
          snoozed_by = NULL, snoozed_by_name = NULL, snoozed_until = NULL
        WHERE id = :id AND closed_at IS NULL AND next_repeat = :due
        """,
        update ->
            update.bind("id", read.id()).bind("next", next).bind("due", read.care().nextRepeat()));
  }

  @Override
  public boolean escalate(Incident read, @Nullable Instant at) {
    return change(
        """
        UPDATE incident SET escalate_at = NULL, escalated_at = :at
        WHERE id = :id AND closed_at IS NULL AND escalate_at = :due
        """,
        update ->
            update.bind("id", read.id()).bind("at", at).bind("due", read.care().escalateAt()));
  }

  @Override
  public boolean revisit(Incident read) {
    return change(
        """
        UPDATE incident SET next_repeat = NULL, version = version + 1
        WHERE id = :id AND closed_at IS NOT NULL AND next_repeat = :due
        """,
        update -> update.bind("id", read.id()).bind("due", read.care().nextRepeat()));
  }

  @Override
  public Optional<Incident> shown(long id, MessageRef message, int version) {
    return sql.together(
        handle -> {
          Optional<Incident> incident =
              handle
                  .createQuery("SELECT * FROM incident WHERE id = :id FOR UPDATE")
                  .bind("id", id)
                  .map(IncidentRows::read)
                  .findOne();
          if (incident.isPresent()) {
            var unused = IncidentRows.putMessage(handle, id, message, version);
          }
          return incident;
        });
  }

  @Override
  public List<Shown> messages(long id) {
    return sql.with(handle -> IncidentRows.messages(handle, id));
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

  private boolean change(String statement, UnaryOperator<Update> bind) {
    return sql.with(handle -> bind.apply(handle.createUpdate(statement)).execute() == 1);
  }

  private static Optional<Incident> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM incident WHERE id = :id")
        .bind("id", id)
        .map(IncidentRows::read)
        .findOne();
  }

  private static Optional<Incident> find(
      Handle handle, String subject, Incident.Kind kind, long episode) {
    return handle
        .createQuery(
            """
            SELECT * FROM incident
            WHERE subject = :subject AND kind = :kind AND episode = :episode
            """)
        .bind("subject", subject)
        .bind("kind", kind.name())
        .bind("episode", episode)
        .map(IncidentRows::read)
        .findOne();
  }
}
