package drover.simulator;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * The socket on the loopback address. It can close and open again on the same port while the world
 * behind it goes on. Not thread-safe: the server calls it under its lock.
 */
final class Listener {
  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.HEAD,
          HandlerType.OPTIONS);
  private static final Duration STREAM_IDLE = Duration.ofMinutes(10);

  private final Gate gate;
  private final EventStream stream;
  private final FaultDial faults;
  private final @Nullable ControlApi controls;
  private final Javalin javalin;
  private @Nullable DialledConnector connector;
  private int port;

  Listener(
      Gate gate, EventStream stream, FaultDial faults, @Nullable ControlApi controls, int port) {
    this.gate = gate;
    this.stream = stream;
    this.faults = faults;
    this.controls = controls;
    this.port = port;
    this.javalin = Javalin.create(this::configure);
  }

  void start() {
    javalin.start();
    port = connector().getLocalPort();
  }

  void stop() {
    javalin.stop();
  }

  int port() {
    return port;
  }

  boolean isUp() {
    return connector().isRunning();
  }

  void down() {
    try {
      connector().stop();
    } catch (Exception e) {
      throw new IllegalStateException("the listener does not close", e);
    }
  }

  void up() {
    connector().setPort(port);
    try {
      connector().start();
    } catch (Exception e) {
      throw new IllegalStateException("port " + port + " cannot be opened again", e);
    }
  }

  private DialledConnector connector() {
    if (connector == null) {
      throw new IllegalStateException("the server was not started");
    }
    return connector;
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.modifyHttpConfiguration(Listener::loosen);
    config.jetty.modifyServletContextHandler(
        handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
    config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(STREAM_IDLE));
    config.jetty.addConnector(this::connect);
    METHODS.forEach(method -> config.routes.addHttpHandler(method, "/*", handler()));
    for (String path : List.of("/api/sessions/ws", "/ws")) {
      config.routes.wsBeforeUpgrade(path, this::handshake);
      config.routes.ws(
          path,
          socket -> {
            socket.onConnect(context -> stream.opened(context.session));
            socket.onClose(context -> stream.closed(context.session));
            socket.onError(context -> stream.closed(context.session));
          });
    }
  }

  private Handler handler() {
    return context -> {
      if (controls != null && context.path().startsWith("/control/")) {
        gate.send(context.res(), controls.answer(context));
      } else {
        gate.request(context);
      }
    };
  }

  private void handshake(Context context) throws IOException {
    if (gate.refusesStream(context)) {
      context.skipRemainingHandlers();
    }
  }

  private DialledConnector connect(Server server, HttpConfiguration http) {
    DialledConnector made =
        new DialledConnector(server, http, () -> faults.isOn(Fault.STREAM_HALF_OPEN));
    made.setHost("127.0.0.1");
    made.setPort(port);
    connector = made;
    return made;
  }

  /** Ids may hold anything, so paths may too; the date is the world's. */
  private static void loosen(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setSendDateHeader(false);
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(64 * 1024);
  }
}
