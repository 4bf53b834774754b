package drover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be used ends the program with one sentence and exit code 1. */
class RunCommandTest {
  @TempDir Path directory;

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Files.writeString(directory.resolve("drover.mv.db"), "no database at all ".repeat(1000));

    refuses("drover", "damaged or no database");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(directory.resolve("file"), "not a directory");

    refuses("file/drover", "cannot be written");
  }

  @Test
  void aDatabaseThatIsInUseIsNamed() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("drover");
    try (Connection other = DriverManager.getConnection(url, "sa", "")) {
      assertThat(other.isValid(1)).isTrue();

      refuses("drover", "Another program has the database");
    }
  }

  @Test
  void aNewerDatabaseIsNamed() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("drover");
    try (Connection other = DriverManager.getConnection(url, "sa", "")) {
      other
          .createStatement()
          .execute(
              """
              CREATE TABLE "flyway_schema_history" ("installed_rank" INT PRIMARY KEY,
                "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL,
                "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INT,
                "installed_by" VARCHAR(100) NOT NULL,
                "installed_on" TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
                "execution_time" INT NOT NULL, "success" BOOLEAN NOT NULL);
              INSERT INTO "flyway_schema_history" ("installed_rank", "version", "description",
                "type", "script", "installed_by", "execution_time", "success")
              VALUES (1, '2999.01.01.1', 'x', 'SQL', 'V2999.01.01.1__x.sql', 'SA', 1, TRUE)
              """);
    }

    refuses("drover", "made by a newer version");
  }

  private void refuses(String database, String words) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("bot.properties"),
            """
            telegram.bot-token=123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr
            telegram.admins=1
            openclaw.api-url=http://localhost:9/api
            http.port=0
            db.url=jdbc:h2:file:%s
            """
                .formatted(directory.resolve(database)));
    Path err = directory.resolve("err");
    Process bot =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--config",
                file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(bot.waitFor(60, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
    } finally {
      bot.destroyForcibly();
    }

    assertThat(bot.exitValue()).isEqualTo(1);
    assertThat(Files.readString(err).strip())
        .startsWith("Drover cannot start: ")
        .contains(words)
        .endsWith(".")
        .doesNotContain("\n", "Exception");
  }
}
