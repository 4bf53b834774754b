package drover.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import drover.base.Managed;
import drover.emulator.Button;
import drover.emulator.Chat;
import drover.emulator.Person;
import drover.emulator.TapAnswer;
import drover.emulator.TelegramEmulator;
import drover.simulator.AgentSpec;
import drover.simulator.SimulatedServer;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.staticfiles.Location;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The page and what its script asks for, on loopback. */
final class PlaygroundServer implements Managed {
  private static final String HOST = "127.0.0.1";
  private static final String ERRAND = "Errand ";
  private static final int TAP_PATIENCE_SECONDS = 15;

  private final ObjectMapper json = new ObjectMapper();
  private final int port;
  private final TelegramEmulator telegram;
  private final SimulatedServer server;
  private final Speech speech;
  private final ChatsJson chats;
  private final ServerJson agents;
  private final Pushes pushes;
  private @Nullable Javalin running;

  PlaygroundServer(
      int port,
      TelegramEmulator telegram,
      SimulatedServer server,
      Scene scene,
      InstantSource clock) {
    this.port = port;
    this.telegram = telegram;
    this.server = server;
    this.speech = new Speech(telegram, scene);
    this.chats = new ChatsJson(json, scene);
    this.agents = new ServerJson(json, server, clock);
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
    config.routes.before(Admission::check);
    config.routes.get("/api/chats", this::sendChats);
    config.routes.get("/api/server", context -> send(context, agents.page()));
    config.routes.get("/api/file/{id}", this::sendFile);
    config.routes.sse("/api/events", pushes::admit);
    config.routes.post("/api/type", this::type);
    config.routes.post("/api/tap", this::tap);
    config.routes.post("/api/topic", this::actOnTopic);
    config.routes.post("/api/agent", this::actOnAgent);
    config.routes.post("/api/cut", context -> server.cutStream());
    config.routes.post("/api/power", this::power);
    config.routes.post("/api/fault", this::turnKnob);
    config.routes.post("/api/add", this::addAgent);
    refuse(config, IllegalArgumentException.class, HttpStatus.BAD_REQUEST);
    refuse(config, NoSuchElementException.class, HttpStatus.NOT_FOUND);
    refuse(config, IllegalStateException.class, HttpStatus.CONFLICT);
  }

  private static <E extends RuntimeException> void refuse(
      JavalinConfig config, Class<E> mistake, HttpStatus status) {
    config.routes.exception(
        mistake, (e, context) -> context.status(status).result(String.valueOf(e.getMessage())));
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

  private void type(Context context) {
    Body body = Body.of(context, json);
    Person person = person(body.number("user"));
    speech.say(person, speech.chat(person, body.number("chat")), body);
  }

  private void actOnTopic(Context context) {
    Body body = Body.of(context, json);
    Person person = person(body.number("user"));
    Chat chat = speech.chat(person, body.number("chat"));
    if (!Scene.isGroup(chat) || !chat.standing(person.id()).isAdmin()) {
      throw new IllegalStateException("Only who runs a group changes its topics");
    }
    choice(TopicAction.values(), body.text("action")).happen(chat, person, body.number("topic"));
  }

  private void tap(Context context) {
    Body body = Body.of(context, json);
    Person person = person(body.number("user"));
    Chat chat = speech.chat(person, body.number("chat"));
    long message = body.number("message");
    int row = body.index("row");
    int column = body.index("column");
    requireButton(chat, message, row, column);
    CompletableFuture<TapAnswer> answer = person.taps(chat, message, row, column).answer();
    context.future(
        () ->
            answer
                .thenApply(PlaygroundServer::told)
                .completeOnTimeout(Told.NOTHING, TAP_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenAccept(told -> send(context, json.valueToTree(told))));
  }

  private static void requireButton(Chat chat, long message, int row, int column) {
    List<List<Button>> keyboard =
        chat.message(message)
            .filter(known -> !known.deleted())
            .orElseThrow(() -> new NoSuchElementException("There is no such message"))
            .keyboard();
    boolean there =
        row >= 0 && row < keyboard.size() && column >= 0 && column < keyboard.get(row).size();
    if (!there) {
      throw new NoSuchElementException("The message has no such button any more");
    }
  }

  /** What the page is told of a press. */
  private record Told(boolean answered, String text, boolean alert) {
    private static final Told NOTHING = new Told(false, "", false);
  }

  private static Told told(TapAnswer answer) {
    return new Told(true, answer.text() == null ? "" : answer.text(), answer.alert());
  }

  private void actOnAgent(Context context) {
    Body body = Body.of(context, json);
    AgentAction action = choice(AgentAction.values(), body.text("action"));
    String id = body.text("id");
    if (server.world().find(id).isEmpty()) {
      throw new NoSuchElementException("There is no such agent");
    }
    action.happen(server.world(), id);
  }

  private void power(Context context) {
    if (Body.of(context, json).flag("down")) {
      server.down();
    } else {
      server.up();
    }
  }

  private void turnKnob(Context context) {
    Body body = Body.of(context, json);
    choice(Knob.values(), body.text("key")).turn(server, body.decimal("value"));
  }

  private void addAgent(Context context) {
    long number =
        1 + server.world().agents().stream().filter(a -> a.name().startsWith(ERRAND)).count();
    server
        .world()
        .arrive(
            AgentSpec.named(ERRAND + number)
                .withTexts("Added from the panel", "Do what is asked and say when done.", null)
                .withLively(true));
  }

  private static <E extends Enum<E>> E choice(E[] choices, String name) {
    return Arrays.stream(choices)
        .filter(choice -> choice.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("There is no " + name));
  }

  private Person person(long id) {
    return telegram
        .findPerson(id)
        .orElseThrow(() -> new NoSuchElementException("There is no such person"));
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
