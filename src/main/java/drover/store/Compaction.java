package drover.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Gives the room of what was overwritten back to the file, a bite at a time. H2 does that on the
 * thread that writes late, and {@code WRITE_DELAY=0}, without which a crash loses commits, switches
 * that thread off: the file would grow by every commit's page until the next start.
 */
final class Compaction {
  /** Of what a chunk holds, so much is in use or it is written anew; H2's own number is 90. */
  private static final int FILLED_PERCENT = 80;

  private static final int BITE_BYTES = 4 << 20;

  /** A file of so many bytes is no burden, and whoever writes just then would wait for the bite. */
  static final long SMALL = 16 << 20;

  private Compaction() {}

  /**
   * Writes the emptiest chunks anew, at the end of the file, where there are any. What it frees is
   * used again after the retention time, as with any commit.
   *
   * @param small bytes up to which the file is left alone
   * @throws org.h2.mvstore.MVStoreException when the file cannot be written
   */
  static void run(Connection connection, long small) throws SQLException {
    MVStore store = store(connection);
    if (store.isPersistent() && store.getFileStore().size() > small) {
      boolean unused = store.compact(FILLED_PERCENT, BITE_BYTES);
    }
  }

  static MVStore store(Connection connection) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    return session.getDatabase().getStore().getMvStore();
  }
}
