package drover.store;

import drover.chat.ChatAddress;
import drover.incident.Incident;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A database of its own for one test, with all its stores and a clock that is set by hand. */
final class OpenStores implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final ChatAddress CHAT = ChatAddress.of(7);
  static final ChatAddress GROUP = ChatAddress.of(-100);
  static final ChatAddress TOPIC = new ChatAddress(-100, 3);

  final SettableClock clock = new SettableClock();
  final Database database;
  final Stores stores;

  private OpenStores(String url) {
    database = new Database(new Database.Config(url), new Random(1));
    stores = new Stores(database, clock, new SecureRandom());
    database.start();
  }

  static OpenStores inMemory() {
    return new OpenStores("jdbc:h2:mem:" + UUID.randomUUID());
  }

  static OpenStores at(String url) {
    return new OpenStores(url);
  }

  static OpenStores inFile(Path directory) {
    return new OpenStores(url(directory));
  }

  static String url(Path directory) {
    return "jdbc:h2:file:" + directory.resolve("drover").toAbsolutePath();
  }

  static AgentLife life(String session) {
    return new AgentLife(new SessionId(session), "r1");
  }

  /** An open stall of the life, with that number. */
  Incident stall(String session, int episode, Instant at) {
    return stores
        .incidents()
        .open(life(session).key(), Incident.Kind.STALL, episode, at, Map.of(), Incident.Care.NONE);
  }

  static Instant noonPlus(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  /** Rows of a query's first column, as text. */
  java.util.List<String> ask(String query) {
    return database
        .current()
        .jdbi()
        .withHandle(h -> h.createQuery(query).mapTo(String.class).list());
  }

  /** Past the stores. */
  void tell(String statement) {
    database.current().jdbi().useHandle(h -> h.execute(statement));
    stores.cache.forget();
  }

  @Override
  public void close() {
    database.stop();
  }

  /** Stands still until told. */
  static final class SettableClock extends Clock {
    private volatile Instant now = NOON;

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
