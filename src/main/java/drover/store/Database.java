package drover.store;

import drover.base.Backoff;
import drover.base.HealthCheck;
import drover.base.Loop;
import drover.base.Managed;
import drover.base.StorageException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one database: opened, checked, brought up to date, and opened again when it closes itself.
 *
 * <p>One failed write, on a full disk say, closes an H2 database for good. A loop then abandons it
 * and opens it anew, with back-off; until that works whatever asks the database throws {@link
 * StorageException} at once.
 *
 * <p>Any thread.
 */
public final class Database implements Managed, HealthCheck {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final Duration PROBE_EVERY = Duration.ofSeconds(5);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

  /**
   * @param url the JDBC URL as the user gave it; user name and password, when there are any, as its
   *     settings USER and PASSWORD
   */
  public record Config(String url) {
    /** Without the URL's settings, which may hold a password. */
    @Override
    public String toString() {
      return "Config[url=" + url.replaceFirst(";.*", ";…") + "]";
    }
  }

  private final Config config;
  private final RandomGenerator random;
  private final Loop keeper = new Loop("database", this::lookAfter);
  private final AtomicLong reopened = new AtomicLong();
  private final DiskRoom room = new DiskRoom();
  private final List<Runnable> reopenedListeners = new CopyOnWriteArrayList<>();

  /** Null while the database is down. Changed under this object's monitor. */
  private volatile @Nullable Opening current;

  /** The one that broke, until the keeper has put it away. Under this object's monitor. */
  private @Nullable Opening broken;

  private volatile String trouble = "It is not open yet.";
  private @Nullable DatabaseUrl url;
  private int failedAttempts;

  public Database(Config config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /**
   * Opens the database and brings its tables up to date.
   *
   * @throws DatabaseException with one sentence for a person; nothing stays open
   */
  @Override
  public void start() {
    DatabaseUrl parsed = DatabaseUrl.parse(config.url());
    if (!parsed.overruled().isEmpty()) {
      log.warn(
          "The database URL sets {} otherwise than the database's safety needs; ignored",
          String.join(", ", parsed.overruled()));
    }
    url = parsed;
    current = open(parsed, false);
    room.measure(parsed.file());
    keeper.start();
  }

  @Override
  public void stop() {
    keeper.stop();
    Opening opening;
    Opening remains;
    synchronized (this) {
      opening = current;
      remains = broken;
      current = null;
      broken = null;
      trouble = "It is shut.";
    }
    if (remains != null) {
      remains.abandon();
    }
    if (opening != null) {
      opening.close();
    }
  }

  /** Connections for the scheduler's library; fails at once while the database is down. */
  public DataSource dataSource() {
    return new CurrentPool(this);
  }

  /**
   * Called each time the database was opened anew after a failure, on the keeper's thread; must not
   * take long. What the listener held of the old database is dead.
   */
  public void onReopened(Runnable listener) {
    reopenedListeners.add(listener);
  }

  /** Shows its size, the room left, and how often it was opened anew among the counters. */
  public void bindTo(MeterRegistry meters) {
    room.bindTo(meters);
    meters.gauge("drover.database.open", this, database -> database.isOpen() ? 1 : 0);
    FunctionCounter.builder("drover.database.reopened", reopened, AtomicLong::get).register(meters);
  }

  /** How large it is, and how much room it has. */
  public DiskRoom room() {
    return room;
  }

  /** Whether it can be used, as far as is known. */
  public boolean isOpen() {
    return current != null;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Health check() {
    return isOpen()
        ? Health.ok("It is open.")
        : Health.down(
            "It is closed and being reopened. " + trouble,
            "Free some disk space and look into the log; orders are refused until it is open.");
  }

  /** Throws {@link StorageException} at once while the database is down. */
  Opening current() {
    Opening opening = current;
    if (opening == null) {
      throw new StorageException("The database is closed and being reopened.");
    }
    return opening;
  }

  /** Takes note of a failure: where it means that this opening is dead, a new one is made. */
  void suspect(Opening opening, Throwable failure) {
    if (Failures.isBroken(failure)) {
      declareBroken(opening, failure);
    }
  }

  private void declareBroken(Opening opening, @Nullable Throwable failure) {
    synchronized (this) {
      if (current != opening) {
        return;
      }
      current = null;
      broken = opening;
      trouble = "It closed itself after a failed read or write.";
    }
    log.error("The database broke; opening it anew", failure);
    keeper.wake();
  }

  /** One turn of the keeper. */
  private Duration lookAfter() {
    DatabaseUrl known = url;
    room.measure(known == null ? null : known.file());
    Opening opening = current;
    if (opening != null) {
      if (opening.isAlive()) {
        compact(opening);
        return PROBE_EVERY;
      }
      declareBroken(opening, null);
    }
    return reopen();
  }

  private void compact(Opening opening) {
    try {
      opening.compact();
    } catch (SQLException | MVStoreException e) {
      // Whether it broke shows when it is looked after next, or to whoever calls first.
      log.warn("The database file could not be made smaller", e);
    }
  }

  private Duration reopen() {
    Opening remains;
    synchronized (this) {
      remains = broken;
      broken = null;
    }
    if (remains != null) {
      remains.abandon();
    }
    DatabaseUrl known = url;
    if (known == null) {
      throw new IllegalStateException("reopened before it was opened");
    }
    try {
      current = open(known, true);
    } catch (DatabaseException e) {
      trouble = Objects.requireNonNullElse(e.getMessage(), "");
      failedAttempts++;
      log.warn("The database does not open, attempt {}: {}", failedAttempts, e.getMessage());
      return BACKOFF.delay(failedAttempts, random);
    }
    failedAttempts = 0;
    reopened.incrementAndGet();
    log.info("The database is open again");
    reopenedListeners.forEach(Database::tell);
    return PROBE_EVERY;
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      log.error("A listener failed after the database was reopened", e);
    }
  }

  private static Opening open(DatabaseUrl url, boolean again) {
    Opening opening = Opening.open(url, again);
    try {
      if (!again || url.isMemory()) {
        Migration.run(url, opening.pool());
        opening.proveReadable(url);
      }
      opening.proveWritable(url);
      return opening;
    } catch (RuntimeException e) {
      opening.abandon();
      throw e;
    }
  }
}
