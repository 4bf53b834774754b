package drover.store;

import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Incidents as rows, and the messages that hang on them. */
final class IncidentRows {
  private IncidentRows() {}

  static int insert(
      Handle handle,
      String subject,
      Incident.Kind kind,
      long episode,
      Instant at,
      Map<String, String> data,
      Incident.Care care) {
    return handle
        .createUpdate(
            """
            INSERT INTO incident
              (subject, kind, episode, opened_at, data_json, next_repeat, escalate_at)
            VALUES (:subject, :kind, :episode, :at, :data, :repeat, :escalate)
            """)
        .bind("subject", subject)
        .bind("kind", kind.name())
        .bind("episode", episode)
        .bind("at", at)
        .bind("data", Json.write(data))
        .bind("repeat", care.nextRepeat())
        .bind("escalate", care.escalateAt())
        .execute();
  }

  static Incident read(ResultSet row, StatementContext context) throws SQLException {
    return new Incident(
        row.getLong("id"),
        row.getString("subject"),
        Incident.Kind.valueOf(row.getString("kind")),
        row.getLong("episode"),
        Columns.instant(row, "opened_at"),
        Json.readMap(row.getString("data_json")),
        row.getInt("version"),
        new Incident.Care(
            ack(row),
            snooze(row),
            row.getInt("repeats"),
            Columns.instantOrNull(row, "next_repeat"),
            Columns.instantOrNull(row, "escalate_at"),
            Columns.instantOrNull(row, "escalated_at")),
        closing(row));
  }

  /** Notes the newest version that a message shows. */
  static int putMessage(Handle handle, long incident, MessageRef message, int version) {
    return Upsert.run(
        () ->
            bind(
                    handle.createUpdate(
                        """
                        UPDATE incident_message SET version = GREATEST(version, :version)
                        WHERE incident_id = :incident AND chat_id = :chat AND topic = :topic
                          AND message_id = :message
                        """),
                    incident,
                    message,
                    version)
                .execute(),
        () ->
            bind(
                    handle.createUpdate(
                        """
                        INSERT INTO incident_message
                          (incident_id, chat_id, topic, message_id, version)
                        VALUES (:incident, :chat, :topic, :message, :version)
                        """),
                    incident,
                    message,
                    version)
                .execute());
  }

  static List<IncidentStore.Shown> messages(Handle handle, long incident) {
    return handle
        .createQuery("SELECT * FROM incident_message WHERE incident_id = :incident ORDER BY id")
        .bind("incident", incident)
        .map(
            (row, context) ->
                new IncidentStore.Shown(
                    new MessageRef(Columns.chat(row), row.getLong("message_id")),
                    row.getInt("version")))
        .list();
  }

  private static Update bind(Update update, long incident, MessageRef message, int version) {
    return Columns.bindChat(update, message.chat())
        .bind("incident", incident)
        .bind("message", message.message())
        .bind("version", version);
  }

  private static Incident.@Nullable Ack ack(ResultSet row) throws SQLException {
    UserId by = Columns.userOrNull(row, "acked_by");
    return by == null
        ? null
        : new Incident.Ack(by, row.getString("acked_by_name"), Columns.instant(row, "acked_at"));
  }

  private static Incident.@Nullable Snooze snooze(ResultSet row) throws SQLException {
    UserId by = Columns.userOrNull(row, "snoozed_by");
    return by == null
        ? null
        : new Incident.Snooze(
            by, row.getString("snoozed_by_name"), Columns.instant(row, "snoozed_until"));
  }

  private static Incident.@Nullable Closing closing(ResultSet row) throws SQLException {
    Instant at = Columns.instantOrNull(row, "closed_at");
    return at == null
        ? null
        : new Incident.Closing(
            at, row.getString("outcome"), row.getString("closed_by_name"), row.getString("detail"));
  }
}
