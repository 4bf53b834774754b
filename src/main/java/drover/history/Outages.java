package drover.history;

import drover.base.ScheduledTask;
import drover.session.ServerNews;
import drover.session.ServerNewsListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when the bot or the server was last away, so that people can ask what they missed. The
 * bot learns of its own absence from the sign of life that it left before.
 */
public final class Outages implements ScheduledTask, ServerNewsListener {
  private static final Logger log = LoggerFactory.getLogger(Outages.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Signs come once a minute: what is not longer is a restart that nobody noticed. */
  private static final Duration LEAST = EVERY.multipliedBy(2);

  private final OutageStore store;
  private final Clock clock;

  public Outages(OutageStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sign-of-life";
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public void run() {
    store.sign(clock.instant());
  }

  /** The bot is here again, or for the first time. Before anything is learned of the server. */
  public void begin() {
    Instant now = clock.instant();
    store
        .lastSign()
        .filter(sign -> Duration.between(sign, now).compareTo(LEAST) > 0)
        .ifPresent(
            sign -> {
              log.info("Was away from {} until {}", sign, now);
              store.note(new Outage(Outage.Who.BOT, sign, now));
            });
    store.sign(now);
  }

  @Override
  public void on(ServerNews news) {
    news.accept(
        new ServerNews.Visitor<Void>() {
          @Override
          public Void unreachable(ServerNews.Unreachable unreachable) {
            return null;
          }

          @Override
          public Void back(ServerNews.Back back) {
            store.note(new Outage(Outage.Who.SERVER, back.since(), back.at()));
            return null;
          }

          @Override
          public Void restarted(ServerNews.Restarted restarted) {
            return null;
          }
        });
  }
}
