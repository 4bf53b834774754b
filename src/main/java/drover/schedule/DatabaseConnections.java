package drover.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/**
 * Gives Quartz the connections of somebody else's pool. It names {@code java.sql} because Quartz's
 * interface does; no SQL is spoken here.
 */
final class DatabaseConnections implements ConnectionProvider {
  private final DataSource source;

  DatabaseConnections(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void initialize() {
    // The pool is its owner's to open,
  }

  @Override
  public void shutdown() {
    // and to close.
  }
}
