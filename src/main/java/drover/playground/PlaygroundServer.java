package drover.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import drover.base.Managed;
import drover.emulator.Chat;
import drover.emulator.Person;
import drover.emulator.TapAnswer;
import drover.emulator.TelegramEmulator;
import drover.simulator.AgentSpec;
import drover.simulator.SimulatedServer;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The page and what its script asks for, on loopback. Only requests that name a loopback host are
 * served, and only JSON is taken, so that no other page in the same browser can play along.
 */
final class PlaygroundServer implements Managed {
  private static final String HOST = "127.0.0.1";
  private static final int TAP_PATIENCE_SECONDS = 15;

  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger added = new AtomicInteger();
  private final int port;
  private final TelegramEmulator telegram;
  private final SimulatedServer server;
  private final ChatsJson chats;
  private final ServerJson agents;
  private final Pushes pushes;
  private @Nullable Javalin running;

  PlaygroundServer(int port, TelegramEmulator telegram, SimulatedServer server, Scene scene) {
    this.port = port;
    this.telegram = telegram;
    this.server = server;
    this.chats = new ChatsJson(json, scene);
    this.agents = new ServerJson(json, server);
    this.pushes = new Pushes(telegram.changes());
  }

  @Override
  public synchronized void start() {
    running = Javalin.create(this::configure).start(HOST, port);
    pushes.start();
  }

  @Override
  public synchronized void stop() {
    pushes.stop();
    if (running != null) {
      var unused = running.stop();
      running = null;
    }
  }

  /** The port listened on; 0 when stopped. */
  synchronized int boundPort() {
    return running == null ? 0 : running.port();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    QueuedThreadPool threads = new QueuedThreadPool(32, 2);
    threads.setName("playground");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(jetty -> jetty.setStopTimeout(0));
    config.staticFiles.add("/drover/playground", Location.CLASSPATH);
    config.routes.before(PlaygroundServer::admitLoopbackOnly);
    config.routes.get("/api/chats", this::sendChats);
    config.routes.get("/api/server", context -> send(context, agents.page()));
    config.routes.get("/api/file/{id}", this::sendFile);
    config.routes.sse("/api/events", pushes::admit);
    config.routes.post("/api/type", this::type);
    config.routes.post("/api/tap", this::tap);
    config.routes.post("/api/agent", this::actOnAgent);
    config.routes.post("/api/cut", context -> server.cutStream());
    config.routes.post("/api/power", this::power);
    config.routes.post("/api/fault", this::turnKnob);
    config.routes.post("/api/add", this::addAgent);
    config.routes.exception(
        IllegalArgumentException.class,
        (e, context) -> context.status(400).result(String.valueOf(e.getMessage())));
    config.routes.exception(
        NoSuchElementException.class,
        (e, context) -> context.status(404).result(String.valueOf(e.getMessage())));
  }

  private static void admitLoopbackOnly(Context context) {
    String host = String.valueOf(context.host()).replaceAll(":\\d+$", "");
    if (!host.equals("localhost") && !host.equals(HOST) && !host.equals("[::1]")) {
      throw new BadRequestResponse("The playground is for this machine only");
    }
    boolean isPost = context.method().name().equals("POST");
    if (isPost && !String.valueOf(context.contentType()).startsWith("application/json")) {
      throw new BadRequestResponse("JSON only");
    }
  }

  private void sendChats(Context context) {
    send(context, chats.of(viewer(context)));
  }

  private Person viewer(Context context) {
    String user = context.queryParam("user");
    return user == null || user.isEmpty() ? person(Scene.ADMIN) : person(number(user));
  }

  private void sendFile(Context context) {
    byte[] bytes =
        telegram.file(context.pathParam("id")).orElseThrow(() -> new NotFoundResponse("No file"));
    context.contentType("application/octet-stream").result(bytes);
  }

  private void type(Context context) throws IOException {
    JsonNode body = body(context);
    Chat chat = chat(body);
    person(body.path("user").asLong()).types(chat, body.path("text").asText());
  }

  private void tap(Context context) throws IOException {
    JsonNode body = body(context);
    CompletableFuture<TapAnswer> answer =
        person(body.path("user").asLong())
            .taps(
                chat(body),
                body.path("message").asLong(),
                body.path("row").asInt(),
                body.path("column").asInt())
            .answer();
    context.future(
        () ->
            answer
                .thenApply(PlaygroundServer::told)
                .completeOnTimeout(Told.NOTHING, TAP_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenAccept(told -> send(context, json.valueToTree(told))));
  }

  /** What the page is told of a press. */
  private record Told(boolean answered, String text, boolean alert) {
    private static final Told NOTHING = new Told(false, "", false);
  }

  private static Told told(TapAnswer answer) {
    return new Told(true, answer.text() == null ? "" : answer.text(), answer.alert());
  }

  private void actOnAgent(Context context) throws IOException {
    JsonNode body = body(context);
    String wanted = body.path("action").asText().toUpperCase(Locale.ROOT);
    Arrays.stream(AgentAction.values())
        .filter(action -> action.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no action " + wanted))
        .happen(server.world(), body.path("id").asText());
  }

  private void power(Context context) throws IOException {
    if (body(context).path("down").asBoolean()) {
      server.down();
    } else {
      server.up();
    }
  }

  private void turnKnob(Context context) throws IOException {
    JsonNode body = body(context);
    Knob.valueOf(body.path("key").asText()).turn(server, body.path("value").asDouble());
  }

  private void addAgent(Context context) {
    int number = added.incrementAndGet();
    server.world().addAgent(AgentSpec.named("Errand " + number).withLively(true));
  }

  private Chat chat(JsonNode body) {
    return telegram
        .findChat(body.path("chat").asLong())
        .orElseThrow(() -> new NoSuchElementException("There is no such chat"));
  }

  private Person person(long id) {
    return telegram
        .findPerson(id)
        .orElseThrow(() -> new NoSuchElementException("There is no such person"));
  }

  private JsonNode body(Context context) throws IOException {
    return json.readTree(context.bodyAsBytes());
  }

  private static void send(Context context, JsonNode page) {
    context.contentType("application/json").result(page.toString());
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not a number", e);
    }
  }
}
