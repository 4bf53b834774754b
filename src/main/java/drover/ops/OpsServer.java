package drover.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drover.base.HealthCheck;
import drover.base.HealthCheck.State;
import drover.base.Managed;
import drover.base.Redactor;
import drover.base.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves health and counters on 127.0.0.1. A port that is taken costs these pages, not the bot.
 *
 * <p>{@code /health} answers 200 with a line for each check, 503 when one is down. {@code /ready}
 * answers 200 once the bot works, else 503.
 */
public final class OpsServer implements Managed {
  private static final Logger log = LoggerFactory.getLogger(OpsServer.class);

  private final int port;
  private final List<HealthCheck> checks;
  private final BooleanSupplier ready;
  private final Meters meters;
  private final Redactor redactor;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService executor;

  /**
   * @param port 0: serve nothing
   */
  public OpsServer(
      int port, List<HealthCheck> checks, BooleanSupplier ready, Meters meters, Redactor redactor) {
    this.port = port;
    this.checks = List.copyOf(checks);
    this.ready = ready;
    this.meters = meters;
    this.redactor = redactor;
  }

  @Override
  public synchronized void start() {
    if (port == 0) {
      return;
    }
    try {
      HttpServer opened =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
      ExecutorService workers = Executors.newFixedThreadPool(2, Threads.named("ops"));
      opened.setExecutor(workers);
      opened.createContext("/health", exchange -> answer(exchange, "/health", this::health));
      opened.createContext("/ready", exchange -> answer(exchange, "/ready", this::readiness));
      opened.createContext("/metrics", exchange -> answer(exchange, "/metrics", this::metrics));
      opened.start();
      server = opened;
      executor = workers;
      log.info("Health and metrics on http://127.0.0.1:{}/health", opened.getAddress().getPort());
    } catch (IOException e) {
      log.warn(
          "Port {} cannot be used ({}); going on without /health, /ready and /metrics. Set"
              + " http.port to a free port, or to 0 to switch them off",
          port,
          e.getMessage());
    }
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    if (executor != null) {
      Threads.stop(executor, Duration.ofMillis(200));
      executor = null;
    }
  }

  private record Page(int status, String type, String body) {
    static Page text(int status, String body) {
      return new Page(status, "text/plain; charset=utf-8", body);
    }
  }

  private Page health() {
    StringBuilder lines = new StringBuilder();
    boolean down = false;
    for (HealthCheck check : checks) {
      HealthCheck.Health health = ask(check);
      down |= health.state() == State.DOWN;
      lines
          .append(health.state().name().toLowerCase(Locale.ROOT))
          .append("  ")
          .append(check.name())
          .append(": ")
          .append(redactor.redact(health.text()).replaceAll("\\s+", " "))
          .append(health.advice().isEmpty() ? "" : " -> " + redactor.redact(health.advice()))
          .append('\n');
    }
    return Page.text(down ? 503 : 200, lines.toString());
  }

  /** One check that breaks must not hide what the others say. */
  private static HealthCheck.Health ask(HealthCheck check) {
    try {
      return check.check();
    } catch (RuntimeException e) {
      log.error("The check of {} failed", check.name(), e);
      return HealthCheck.Health.down("check failed", "Read the log");
    }
  }

  private Page readiness() {
    return ready.getAsBoolean() ? Page.text(200, "ready\n") : Page.text(503, "not ready\n");
  }

  private Page metrics() {
    return new Page(200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape());
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Page> source)
      throws IOException {
    try (exchange) {
      Page page = pageFor(exchange, path, source);
      byte[] bytes = page.body().getBytes(StandardCharsets.UTF_8);
      boolean bodiless = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", page.type());
      exchange.sendResponseHeaders(page.status(), bodiless ? -1 : bytes.length);
      if (!bodiless) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private static Page pageFor(HttpExchange exchange, String path, Supplier<Page> source) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Page.text(405, "GET only\n");
    }
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return Page.text(404, "There are /health, /ready and /metrics\n");
    }
    try {
      return source.get();
    } catch (RuntimeException e) {
      log.error("{} failed", path, e);
      return Page.text(500, "internal error; the log says more\n");
    }
  }

  /** The port listened on; 0 when there is none. */
  public synchronized int boundPort() {
    return server == null ? 0 : server.getAddress().getPort();
  }
}
