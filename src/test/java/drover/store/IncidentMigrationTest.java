package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.IncidentStore.Shown;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database from before incidents could be acked, with a stall, its end and a failure in it. */
class IncidentMigrationTest {
  /** The newest of before; the mark: whether there is one of that very number or not. */
  private static final String BEFORE = "2026.11.26.3?";

  private @TempDir Path directory;

  @Test
  void whatWasOpenOrOverBeforeIsSoAfterwards() throws Exception {
    String url = OpenStores.url(directory);
    Flyway.configure()
        .dataSource(url, "sa", "")
        .locations("classpath:db/migration")
        .target(BEFORE)
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO fact (subject, kind, episode, happened_at, urgency, data_json) VALUES
            ('1#s', 'stalled', 2, TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z', 0,
             '{"kind":"stalled","name":"Scribe","priority":"high"}'),
            ('1#s', 'stalled', 1, TIMESTAMP WITH TIME ZONE '2026-01-01 11:00:00Z', 0,
             '{"kind":"stalled","name":"Scribe"}');
          INSERT INTO incident (session_id, run, kind, episode, opened_at, closed_at, outcome)
          VALUES
            ('s', '1', 'STALL', 1, TIMESTAMP WITH TIME ZONE '2026-01-01 11:00:00Z',
             TIMESTAMP WITH TIME ZONE '2026-01-01 11:09:00Z', 'recovered'),
            ('s', '1', 'STALL', 2, TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z', NULL, NULL),
            ('f', '1', 'FAILURE', 0, TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z', NULL, NULL);
          INSERT INTO incident_message (incident_id, chat_id, topic, message_id)
          VALUES (1, 7, 0, 5), (2, 7, 0, 6);
          """);
    }

    try (OpenStores open = OpenStores.inFile(directory)) {
      var incidents = open.stores.incidents();
      Incident over = incidents.find("1#s", Incident.Kind.STALL, 1).orElseThrow();
      Incident stall = incidents.find("1#s", Incident.Kind.STALL, 2).orElseThrow();
      Incident failure = incidents.find("1#f", Incident.Kind.FAILURE, 0).orElseThrow();

      assertThat(over.closing())
          .isEqualTo(Incident.Closing.of(Instant.parse("2026-01-01T11:09:00Z"), "recovered"));
      assertThat(incidents.messages(over.id()))
          .as("an edit may still wait: the message shows less than what is so")
          .containsExactly(new Shown(new MessageRef(ChatAddress.of(7), 5), 0));
      assertThat(over.version()).isEqualTo(1);
      assertThat(stall.isOpen()).isTrue();
      assertThat(stall.data()).containsEntry("name", "Scribe").containsEntry("kind", "stalled");
      assertThat(stall.version()).isZero();
      assertThat(stall.care()).isEqualTo(Incident.Care.NONE);
      assertThat(failure.data()).isEmpty();
    }
  }
}
