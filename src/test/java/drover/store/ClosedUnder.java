package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Closes a database of this process under whoever uses it. */
public final class ClosedUnder {
  private ClosedUnder() {}

  public static void close(String url) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as("the connection dies with the database").isNotNull();
    }
  }

  /** Changes rows behind the program's back. */
  public static void tell(String url, String statement) throws SQLException {
    try (Connection connection = connect(url);
        Statement change = connection.createStatement()) {
      assertThat(change.executeUpdate(statement)).as(statement).isPositive();
    }
  }

  private static Connection connect(String url) throws SQLException {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    return DriverManager.getConnection(parsed.existing(), parsed.user(), parsed.password());
  }
}
