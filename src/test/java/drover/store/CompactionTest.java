package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  private static final int BITES = 20;
  private static final int BITE = 500;

  @TempDir Path directory;

  @Test
  void keepsMostOfTheFileInUse() throws SQLException {
    try (Connection connection = open("jdbc:h2:file:" + directory.resolve("with"))) {
      for (int bite = 0; bite < BITES; bite++) {
        write(connection, bite);
        Compaction.run(connection, 0);
      }

      assertThat(percentInUse(connection)).isGreaterThan(50);
      assertThat(rows(connection)).isEqualTo(BITES * BITE);
    }
  }

  @Test
  void withoutItMostIsWaste() throws SQLException {
    try (Connection connection = open("jdbc:h2:file:" + directory.resolve("without"))) {
      for (int bite = 0; bite < BITES; bite++) {
        write(connection, bite);
      }

      assertThat(percentInUse(connection)).isLessThan(35);
    }
  }

  @Test
  void leavesMemoryAlone() throws SQLException {
    try (Connection connection = open("jdbc:h2:mem:compaction")) {
      write(connection, 0);

      Compaction.run(connection, 0);

      assertThat(rows(connection)).isEqualTo(BITE);
    }
  }

  @Test
  void leavesASmallFileAlone() throws SQLException {
    try (Connection connection = open("jdbc:h2:file:" + directory.resolve("small"))) {
      for (int bite = 0; bite < BITES; bite++) {
        write(connection, bite);
        Compaction.run(connection, Long.MAX_VALUE);
      }

      assertThat(percentInUse(connection)).isLessThan(35);
    }
  }

  /** Nothing is retained, so that what is in use can be told apart at once. */
  private static Connection open(String url) throws SQLException {
    Connection connection =
        DriverManager.getConnection(url + ";WRITE_DELAY=0;RETENTION_TIME=0", "sa", "");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, text VARCHAR(1000))");
      statement.execute("CREATE TABLE hot (id INTEGER PRIMARY KEY, text VARCHAR(1000))");
    }
    return connection;
  }

  /** Rows that stay among rows that are written over and over: of each commit a page lives on. */
  private static void write(Connection connection, int bite) throws SQLException {
    try (PreparedStatement keep =
            connection.prepareStatement("INSERT INTO kept VALUES (?, REPEAT('y', 500))");
        PreparedStatement overwrite =
            connection.prepareStatement("MERGE INTO hot VALUES (?, REPEAT('z', 300))")) {
      for (int i = 0; i < BITE; i++) {
        keep.setInt(1, bite * BITE + i);
        keep.executeUpdate();
        overwrite.setInt(1, i * 7 % 200);
        overwrite.executeUpdate();
      }
    }
  }

  private static int percentInUse(Connection connection) throws SQLException {
    return Compaction.store(connection).getFileStore().getChunksFillRate();
  }

  private static int rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
