package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.OutboxStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database from when deliveries named their messages, with all states of them in it. */
class ToldMigrationTest {
  private static final MessageRef GROUPED = new MessageRef(CHAT, 5);

  private @TempDir Path directory;

  /**
   * @param done how many statements were kept before the process was killed
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void messagesStillTellWhatTheyToldAndWhatWaitsStillWaits(int done) throws Exception {
    String url = OpenStores.url(directory);
    Flyway.configure()
        .dataSource(url, "sa", "")
        .locations("classpath:db/migration")
        .target("2026.11.26.15?")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO fact (id, subject, kind, episode, happened_at, urgency, data_json)
          SELECT x, 's' || x, 'end', 0, TIMESTAMP WITH TIME ZONE '2026-01-01 11:00:00Z', 1, '{}'
          FROM SYSTEM_RANGE(1, 7);
          INSERT INTO delivery (id, fact_id, chat_id, topic, state, urgency, due_at, message_id,
            told_as, settled_at)
          VALUES
            (1, 1, 7, 0, 'SENT', 1, TIMESTAMP WITH TIME ZONE '2026-01-01 11:30:00Z', 5, 'ROW',
             TIMESTAMP WITH TIME ZONE '2026-01-01 11:40:00Z'),
            (2, 2, 7, 0, 'SENT', 1, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', 5, 'ROW',
             TIMESTAMP WITH TIME ZONE '2026-01-01 11:40:00Z'),
            (3, 3, 7, 0, 'SENT', 1, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', 5, 'EDIT',
             TIMESTAMP WITH TIME ZONE '2026-01-01 11:50:00Z'),
            (4, 4, 7, 0, 'GIVEN_UP', 1, TIMESTAMP WITH TIME ZONE '2026-01-01 13:00:00Z', NULL,
             NULL, TIMESTAMP WITH TIME ZONE '2026-01-01 11:50:00Z'),
            (5, 5, 7, 0, 'WAITING', 1, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', NULL,
             NULL, NULL),
            (6, 6, 7, 0, 'WAITING', 1, TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:30Z', NULL,
             NULL, NULL),
            (7, 7, 7, 0, 'HELD', 1, TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:20Z', NULL,
             NULL, NULL);
          INSERT INTO group_message (chat_id, topic, message_id, page, held, sent_at)
          VALUES (7, 0, 5, 2, FALSE, TIMESTAMP WITH TIME ZONE '2026-01-01 11:40:00Z');
          """);
      for (String step : steps().subList(0, done)) {
        statement.execute(step);
      }
    }

    try (OpenStores open = OpenStores.inFile(directory)) {
      OutboxStore outbox = open.stores.outbox();

      assertThat(outbox.members(GROUPED)).extracting(Delivery::id).containsExactly(1L, 2L);
      assertThat(outbox.editedSince(GROUPED, 2)).isTrue();
      assertThat(outbox.editedSince(GROUPED, 3)).isFalse();
      assertThat(open.stores.chats().lastTold(CHAT)).contains(NOON.minusSeconds(600));
      assertThat(outbox.waiting(CHAT, NOON, 9)).extracting(Delivery::id).containsExactly(5L);
      assertThat(outbox.nextDue(NOON)).as("of one that is held").contains(noonPlus(20));
      assertThat(outbox.wakeHeld(noonPlus(25))).isEqualTo(1);
      assertThat(outbox.nextDue(noonPlus(25))).contains(noonPlus(30));
      assertThat(outbox.nextDue(noonPlus(30))).as("nothing that is over").isEmpty();
    }
  }

  /** The statements of the script. */
  private static List<String> steps() throws IOException {
    String script =
        new String(
            Objects.requireNonNull(
                    ToldMigrationTest.class.getResourceAsStream(
                        "/db/migration/V2026.11.26.16__told.sql"))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    return List.of(script.split(";\\s*\n"));
  }
}
