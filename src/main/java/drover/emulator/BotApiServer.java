package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side on loopback. May be stopped and started again on the same port. */
final class BotApiServer {
  private static final Logger log = LoggerFactory.getLogger(BotApiServer.class);

  private static final String HOST = "127.0.0.1";
  private static final long MOST_BODY_BYTES = 8L * 1024 * 1024;

  private final Dispatcher dispatcher;
  private final Function<String, Optional<byte[]>> download;
  private int port;
  private @Nullable Javalin running;

  BotApiServer(Dispatcher dispatcher, Function<String, Optional<byte[]>> download, int port) {
    this.dispatcher = dispatcher;
    this.download = download;
    this.port = port;
  }

  synchronized void start() {
    if (running != null) {
      return;
    }
    Javalin server = Javalin.create(this::configure);
    running = server.start(HOST, port);
    port = running.port();
  }

  synchronized void stop() {
    Javalin server = running;
    running = null;
    if (server != null) {
      var unused = server.stop();
    }
  }

  synchronized int port() {
    return port;
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = MOST_BODY_BYTES;
    QueuedThreadPool threads = new QueuedThreadPool(64, 4);
    threads.setName("emulator-http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(server -> server.setStopTimeout(0));
    config.routes.get("/file/bot{token}/<path>", this::file);
    config.routes.get("/bot{token}/{method}", this::call);
    config.routes.post("/bot{token}/{method}", this::call);
    config.routes.error(
        404,
        context -> {
          if (context.result() == null || !String.valueOf(context.result()).startsWith("{")) {
            write(context, Reply.refusal(ApiRefusal.invalid(404, "Not Found")));
          }
        });
  }

  private void call(Context context) {
    ObjectNode params;
    Dispatcher.Files files;
    String method = context.pathParam("method");
    try {
      params = CallReader.params(context);
      files = CallReader.files(context);
    } catch (ApiRefusal refusal) {
      write(context, dispatcher.refused(method, Json.object(), refusal));
      return;
    }
    CompletableFuture<Reply> reply =
        dispatcher.handle(context.pathParam("token"), method, params, files);
    context.future(() -> answered(context, reply));
  }

  /**
   * Never done when the caller has gone before its answer: what stood for its request may stand for
   * another's by then, and the web server would answer its own error to it, over and over.
   */
  private static CompletableFuture<Boolean> answered(
      Context context, CompletableFuture<Reply> reply) {
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    AtomicBoolean over = new AtomicBoolean();
    context.req().getAsyncContext().addListener(new EndOfRequest(() -> over.set(true)));
    var unused =
        reply.whenComplete(
            (ready, failure) -> {
              if (over.get()) {
                log.debug("A caller had gone before its answer");
              } else if (failure != null) {
                answered.completeExceptionally(failure);
              } else {
                writeLate(context, ready);
                answered.complete(true);
              }
            });
    return answered;
  }

  private void file(Context context) {
    ApiRefusal badToken = dispatcher.refusalOf(context.pathParam("token"));
    Optional<byte[]> bytes = download.apply(context.pathParam("path"));
    if (badToken != null) {
      write(context, Reply.refusal(badToken));
    } else if (bytes.isEmpty()) {
      write(context, Reply.refusal(ApiRefusal.invalid(404, "Not Found")));
    } else {
      context.contentType("application/octet-stream").result(bytes.get());
    }
  }

  private static void writeLate(Context context, Reply reply) {
    try {
      write(context, reply);
    } catch (RuntimeException e) {
      log.warn("An answer could not be written; its caller may have gone: {}", e.toString());
    }
  }

  private static void write(Context context, Reply reply) {
    if (reply.cutOff()) {
      Request request = ServletContextRequest.getServletContextRequest(context.req());
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      return;
    }
    context.status(reply.status()).contentType(reply.contentType()).result(reply.body());
    if (reply.retryAfter() > 0) {
      context.header("Retry-After", Long.toString(reply.retryAfter()));
    }
  }

  /** Hears of the end of a request that waits for its answer, however it comes. */
  private record EndOfRequest(Runnable over) implements AsyncListener {
    @Override
    public void onStartAsync(AsyncEvent event) {}

    @Override
    public void onComplete(AsyncEvent event) {
      over.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      over.run();
    }

    @Override
    public void onError(AsyncEvent event) {
      over.run();
    }
  }
}
