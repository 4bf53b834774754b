package drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import drover.base.HealthCheck.State;
import drover.chat.UserId;
import drover.store.DatabaseException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path directory;

  @Test
  void makesItsDirectoryAndTablesAndFindsThemAgain() {
    Path deep = directory.resolve("a/b");
    try (OpenStores open = OpenStores.inFile(deep)) {
      open.stores.users().grant(new UserId(1), drover.access.Role.ADMIN);
      assertThat(open.database.check().state()).isEqualTo(State.OK);
    }

    try (OpenStores again = OpenStores.inFile(deep)) {
      assertThat(again.stores.users().all()).hasSize(1);
      assertThat(again.ask("SELECT \"version\" FROM \"flyway_schema_history\""))
          .contains("2026.11.23.1", "2026.11.23.2");
      assertThat(again.ask(QUARTZ_TABLES)).containsExactly("11");
    }
    assertThat(deep).isDirectoryNotContaining("glob:**.trace.db");
  }

  @Test
  void keepsItsSettingsThoughTheUrlContradicts() {
    String url =
        OpenStores.url(directory)
            + ";write_delay=500;RETENTION_TIME=45000;DB_CLOSE_ON_EXIT=TRUE;CACHE_SIZE=4096";
    try (OpenStores open = OpenStores.at(url)) {
      assertThat(setting(open, "WRITE_DELAY")).containsOnly("0");
      assertThat(setting(open, "RETENTION_TIME")).containsOnly("1000");
    }
  }

  @Test
  void keepsItsSettingsThoughTheFileWasMadeWithOthers() throws SQLException {
    String url = OpenStores.url(directory);
    try (Connection raw = DriverManager.getConnection(url, "sa", "")) {
      raw.createStatement().execute("SET WRITE_DELAY 700");
      raw.createStatement().execute("SET RETENTION_TIME 5");
    }

    try (OpenStores open = OpenStores.at(url)) {
      assertThat(setting(open, "WRITE_DELAY")).containsOnly("0");
      assertThat(setting(open, "RETENTION_TIME")).containsOnly("1000");
    }
  }

  @Test
  void refusesSettingsThatAStatementInTheUrlChanges() {
    refuses(OpenStores.url(directory) + ";INIT=SET WRITE_DELAY 700", Problem.SETTINGS);
    refuses(
        OpenStores.url(directory) + ";INIT=SET CACHE_SIZE 4096\\;SET RETENTION_TIME 5",
        Problem.SETTINGS);
  }

  @Test
  void refusesUrlsThatCannotBe() {
    for (String url :
        List.of(
            "",
            "jdbc:h2:",
            "jdbc:postgresql://localhost/x",
            "jdbc:h2:tcp://localhost/x",
            "jdbc:h2:mem:",
            "jdbc:h2:data/x",
            "jdbc:h2:mem:x;MODE=MySQL",
            "jdbc:h2:mem:x;AUTO_SERVER=TRUE",
            "jdbc:h2:mem:x;FILE_LOCK=NO",
            "jdbc:h2:mem:x;ACCESS_MODE_DATA=r",
            "jdbc:h2:mem:x;NO_SUCH_THING=1",
            "jdbc:h2:mem:x;CACHE_SIZE")) {
      refuses(url, Problem.URL);
    }
  }

  @Test
  void saysThatAnotherProcessHasTheFile() throws Exception {
    String url = OpenStores.url(directory);
    Process other = ChildProcess.start("hold", url);
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("open");

      assertThat(refuses(url, Problem.LOCKED))
          .contains("Another program has the database")
          .contains("stop it (a second Drover, a database console), then start again");
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (OpenStores open = OpenStores.at(url)) {
      assertThat(open.database.check().state()).isEqualTo(State.OK);
    }
  }

  @Test
  void saysThatItCannotWrite() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");

    refuses("jdbc:h2:file:" + file + "/drover", Problem.UNWRITABLE);
  }

  @Test
  void saysThatTheFileIsDamaged() throws IOException {
    Files.writeString(directory.resolve("drover.mv.db"), "no database at all ".repeat(1000));

    refuses(OpenStores.url(directory), Problem.DAMAGED);
    assertThat(Files.readString(directory.resolve("drover.mv.db"))).startsWith("no database");
  }

  @Test
  void saysThatUserOrPasswordAreWrong() {
    String url = OpenStores.url(directory);
    OpenStores.at(url + ";USER=drover;PASSWORD=right").close();

    refuses(url, Problem.CREDENTIALS);
    refuses(url + ";USER=drover;PASSWORD=wr0ng", Problem.CREDENTIALS);
    OpenStores.at(url + ";USER=drover;PASSWORD=right").close();
  }

  @Test
  void saysThatANewerVersionMadeIt() {
    String url = OpenStores.url(directory);
    try (OpenStores open = OpenStores.at(url)) {
      open.tell(
          """
          INSERT INTO "flyway_schema_history" ("installed_rank", "version", "description", "type",
            "script", "installed_by", "execution_time", "success")
          VALUES (99, '2999.01.01.1', 'x', 'SQL', 'V2999.01.01.1__x.sql', 'SA', 1, TRUE)
          """);
    }

    refuses(url, Problem.NEWER);
  }

  @Test
  void saysThatTheTablesAreNotAsTheyWereMade() {
    String url = OpenStores.url(directory);
    try (OpenStores open = OpenStores.at(url)) {
      open.tell("UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" <> ''");
    }

    refuses(url, Problem.MIGRATION);
  }

  @Test
  void forgetsAMemoryDatabaseWhenItStops() {
    try (OpenStores open = OpenStores.at("jdbc:h2:mem:forgetful")) {
      open.stores.users().grant(new UserId(1), drover.access.Role.ADMIN);
    }
    try (OpenStores open = OpenStores.at("jdbc:h2:mem:forgetful")) {
      assertThat(open.stores.users().all()).isEmpty();
    }
  }

  @Test
  void neverPrintsAPassword() {
    var config = new Database.Config("jdbc:h2:mem:x;PASSWORD=s3cret");

    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(DatabaseUrl.parse(config.url()).toString()).doesNotContain("s3cret");
  }

  /** Returns the sentence. */
  private static String refuses(String url, Problem problem) {
    Database database = new Database(new Database.Config(url), new Random(1));

    DatabaseException refusal = catchThrowableOfType(DatabaseException.class, database::start);

    assertThat(refusal).as(url).isNotNull();
    assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(problem);
    assertThat(refusal.getMessage()).endsWith(".").doesNotContain("\n", "wr0ng", "org.h2");
    assertThat(database.check().state()).isEqualTo(State.DOWN);
    database.stop();
    return String.valueOf(refusal.getMessage());
  }

  private static List<String> setting(OpenStores open, String name) {
    return open.ask(
        "SELECT setting_value FROM information_schema.settings WHERE setting_name = '"
            + name
            + "'");
  }

  private static final String QUARTZ_TABLES =
      "SELECT COUNT(*) FROM information_schema.tables WHERE table_name LIKE 'QRTZ%'";
}
