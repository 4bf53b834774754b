package drover.app;

import drover.base.Redactor;
import drover.config.Config;
import drover.openclaw.OpenClawFeed;
import drover.openclaw.OpenClawGateway;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionFeed;
import drover.session.SessionList;
import drover.store.Database;
import drover.store.DatabaseException;
import drover.telegram.BotAccount;
import drover.telegram.TelegramException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Tries everything that the bot will need, once, without starting it. */
public final class Checkup {
  private static final Duration STREAM_PATIENCE = Duration.ofSeconds(10);

  private Checkup() {}

  /**
   * @param text what was found, or what is wrong and what to do; without secrets
   */
  public record Finding(String what, boolean ok, String text) {}

  /** Blocks for some seconds where something does not answer. */
  public static List<Finding> run(Config config, Clock clock) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    Redactor redactor = new Redactor(config.secrets());
    List<Finding> findings = new ArrayList<>();
    findings.add(attempt("database", redactor, () -> database(config, random)));
    findings.add(attempt("Telegram", redactor, () -> telegram(config)));
    findings.add(attempt("server", redactor, () -> server(config, clock, random)));
    if (config.openclaw().stream()) {
      findings.add(attempt("stream", redactor, () -> stream(config, clock, random)));
    }
    return findings;
  }

  private static Finding attempt(String what, Redactor redactor, Supplier<String> check) {
    try {
      return new Finding(what, true, redactor.redact(check.get()));
    } catch (DatabaseException
        | TelegramException
        | SessionApiException
        | IllegalStateException e) {
      return new Finding(what, false, redactor.redact(String.valueOf(e.getMessage())));
    }
  }

  private static String database(Config config, RandomGenerator random) {
    Database database = new Database(new Database.Config(config.dbUrl()), random);
    database.start();
    database.stop();
    return "opened, up to date and writable";
  }

  private static String telegram(Config config) {
    return "signed in as @" + new BotAccount(Adapters.telegram(config)).ask().username();
  }

  private static String server(Config config, Clock clock, RandomGenerator random) {
    OpenClawGateway gateway = new OpenClawGateway(Adapters.openclaw(config), clock, random);
    gateway.start();
    try {
      SessionList list = gateway.list(Purpose.PERSON);
      return "lists " + list.sessions().size() + " sessions";
    } finally {
      gateway.stop();
    }
  }

  private static String stream(Config config, Clock clock, RandomGenerator random) {
    OpenClawFeed feed = new OpenClawFeed(Adapters.openclaw(config), clock, random, () -> {});
    CompletableFuture<String> connected = new CompletableFuture<>();
    feed.open(new Ear(connected));
    try {
      return connected.get(STREAM_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          feed.health().check().text()
              + " Without a stream Drover polls; set openclaw.ws-url, or"
              + " openclaw.stream=off",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      feed.close();
    }
  }

  /** Waits for the connection and hears nothing else. */
  private record Ear(CompletableFuture<String> heard) implements SessionFeed.Listener {
    @Override
    public void connected() {
      heard.complete("connected");
    }

    @Override
    public void event(SessionEvent event) {}

    @Override
    public void disconnected(String reason) {}
  }
}
