package drover.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import drover.base.Threads;
import drover.store.DatabaseException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One opening of the database: a connection that keeps it open, and a pool. Closed for good once
 * closed; the next opening is another object.
 */
final class Opening {
  private static final Logger log = LoggerFactory.getLogger(Opening.class);
  private static final int POOL_SIZE = 12;
  private static final long POOL_PATIENCE_MILLIS = 2_000;
  private static final int PROBE_BYTES = 1 << 20;
  private static final int PROBE_SECONDS = 2;
  private static final List<String> NEEDED =
      List.of(
          "meta",
          "belief",
          "person",
          "chat_settings",
          "disabled_chat",
          "subscription",
          "digest_plan",
          "lane_park");

  private final Connection anchor;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Opening(Connection anchor, HikariDataSource pool) {
    this.anchor = anchor;
    this.pool = pool;
    this.jdbi = Columns.install(Jdbi.create(pool));
  }

  /**
   * Opens and checks.
   *
   * @param existing whether a missing file is an error
   * @throws DatabaseException with the reason for a person
   */
  static Opening open(DatabaseUrl url, boolean existing) {
    prepareDirectory(url);
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(existing ? url.existing() : url.full());
    source.setUser(url.user());
    source.setPassword(url.password());
    Connection anchor;
    try {
      anchor = source.getConnection();
    } catch (SQLException e) {
      throw Failures.opening(url, e);
    }
    try {
      check(url, anchor);
      return new Opening(anchor, pool(source));
    } catch (SQLException e) {
      kill(anchor);
      throw Failures.opening(url, e);
    } catch (HikariPool.PoolInitializationException e) {
      kill(anchor);
      throw Failures.opening(url, e);
    } catch (RuntimeException e) {
      kill(anchor);
      throw e;
    }
  }

  HikariDataSource pool() {
    return pool;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** Whether the database still answers. */
  boolean isAlive() {
    try {
      return anchor.isValid(PROBE_SECONDS);
    } catch (SQLException e) {
      log.debug("The database does not answer", e);
      return false;
    }
  }

  /** Keeps the file small; throws what says that the database broke. */
  void compact() throws SQLException {
    Compaction.run(anchor, Compaction.SMALL);
  }

  /** Closes in order, so that the next start is quick. */
  void close() {
    pool.close();
    try {
      anchor.close();
    } catch (SQLException e) {
      log.warn("The database did not close cleanly", e);
    }
  }

  /**
   * Closes whatever state it is in and gives its file free. What was committed is kept; what was
   * not is lost, and its callers are told so.
   */
  void abandon() {
    kill(anchor);
    pool.close();
  }

  /**
   * Proves that what every start needs can be read: H2 looks at the pages of a file when it needs
   * them, so damage would else show much later. Leaves out what can be large.
   */
  void proveReadable(DatabaseUrl url) {
    try (Statement statement = anchor.createStatement()) {
      for (String table : NEEDED) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
          while (rows.next()) {
            var unused = rows.getObject(1);
          }
        }
      }
    } catch (SQLException e) {
      throw Failures.damaged(url, e);
    }
  }

  /** Proves that it can be written: a read-only file or a full disk shows here, not later. */
  void proveWritable(DatabaseUrl url) {
    try (Statement statement = anchor.createStatement()) {
      statement.execute(
          "MERGE INTO meta (name, noted_at) KEY (name) VALUES ('opened', CURRENT_TIMESTAMP)");
    } catch (SQLException e) {
      throw Failures.opening(url, e);
    }
  }

  private static HikariDataSource pool(JdbcDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setDataSource(source);
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(POOL_PATIENCE_MILLIS);
    config.setMaxLifetime(0);
    config.setThreadFactory(Threads.named("database-pool"));
    return new HikariDataSource(config);
  }

  private static void kill(Connection anchor) {
    try (Statement statement = anchor.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException e) {
      log.debug("The database was closed already", e);
    }
    try {
      anchor.close();
    } catch (SQLException e) {
      log.debug("The connection was closed already", e);
    }
  }

  /**
   * The settings live in the database, so a statement in the URL or an older file can change them.
   */
  private static void check(DatabaseUrl url, Connection connection) throws SQLException {
    if (connection.isReadOnly()) {
      throw Failures.unwritable(url, null);
    }
    // A setting can stand there twice: as it was set, and as the file's store obeys it.
    Map<String, Set<String>> found = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT setting_name, setting_value FROM information_schema.settings");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        var unused =
            found.computeIfAbsent(rows.getString(1), n -> new HashSet<>()).add(rows.getString(2));
      }
    }
    DatabaseUrl.OURS.forEach((name, value) -> require(url, name, value, found));
  }

  private static void require(
      DatabaseUrl url, String name, String value, Map<String, Set<String>> found) {
    // H2 does not tell DB_CLOSE_ON_EXIT; only a URL can set it, and in ours it stands once. Memory
    // has nothing to retain.
    boolean silent = name.equals("DB_CLOSE_ON_EXIT");
    boolean moot = url.isMemory() && name.equals("RETENTION_TIME");
    if (!silent && !moot && !Set.of(value).equals(found.get(name))) {
      throw new DatabaseException(
          Problem.SETTINGS,
          "The database "
              + url
              + " does not keep "
              + name
              + "="
              + value
              + ", without which a crash"
              + " loses data: take what changes it (an INIT) out of its URL.",
          null);
    }
  }

  /** Whether something as large as a write of the database can be written beside its file. */
  static boolean hasRoomBeside(DatabaseUrl url) {
    Path file = url.file();
    Path directory = file == null ? null : file.toAbsolutePath().getParent();
    if (directory == null) {
      return false;
    }
    try {
      Path probe = Files.createTempFile(directory, "drover-room", ".tmp");
      try {
        Files.write(probe, new byte[PROBE_BYTES]);
      } finally {
        Files.delete(probe);
      }
      return true;
    } catch (IOException e) {
      log.debug("Nothing can be written beside {}", file, e);
      return false;
    }
  }

  private static void prepareDirectory(DatabaseUrl url) {
    Path file = url.file();
    if (file == null) {
      return;
    }
    Path directory = file.getParent();
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw Failures.unwritable(url, e);
    }
    boolean writable =
        Files.exists(file)
            ? Files.isWritable(file)
            : directory == null || Files.isWritable(directory);
    if (!writable) {
      throw Failures.unwritable(url, null);
    }
  }
}
