package drover.store;

import drover.history.Outage;
import drover.history.OutageStore;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Outages, as single times in {@code meta}. */
final class SqlOutageStore implements OutageStore {
  private static final String SIGN = "bot-alive";

  private final Sql sql;

  SqlOutageStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void note(Outage outage) {
    sql.run(
        () -> {
          Meta.write(sql, name(outage.who(), "from"), outage.from());
          Meta.write(sql, name(outage.who(), "to"), outage.to());
        });
  }

  @Override
  public Optional<Outage> last(Outage.Who who) {
    Optional<Instant> from = Meta.read(sql, name(who, "from"));
    Optional<Instant> to = Meta.read(sql, name(who, "to"));
    return from.flatMap(start -> to.map(end -> new Outage(who, start, end)));
  }

  @Override
  public void sign(Instant at) {
    Meta.write(sql, SIGN, at);
  }

  @Override
  public Optional<Instant> lastSign() {
    return Meta.read(sql, SIGN);
  }

  private static String name(Outage.Who who, String end) {
    return who.name().toLowerCase(Locale.ROOT) + "-outage-" + end;
  }
}
