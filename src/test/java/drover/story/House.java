package drover.story;

import static org.assertj.core.api.Assertions.assertThat;

import drover.app.DroverApp;
import drover.base.Secret;
import drover.config.ConfigLoader;
import drover.emulator.Chat;
import drover.emulator.EmulatorConfig;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.TapAnswer;
import drover.emulator.TelegramEmulator;
import drover.emulator.Topic;
import drover.simulator.AgentSpec;
import drover.simulator.SimulatedServer;
import drover.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server, a Telegram and, between them, the bot on a database file; the bot alone can be stopped
 * and started again. Whoever closes it is told when the bot ever made a call that is never right.
 */
public final class House implements AutoCloseable {
  public static final long ADMIN = 1001;
  public static final Secret API_KEY = new Secret("storyKeyThatOpensNothingAtAll-5d1fa0");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TO_START = Duration.ofMinutes(2);

  private final AheadClock clock = new AheadClock(Clock.system(ZoneId.of("Europe/Berlin")));
  private final Path directory;
  private final Map<String, String> settings;
  private final SimulatedServer server;
  private final TelegramEmulator telegram;
  private final Person admin;
  private final AheadClock botClock = new AheadClock(clock);
  private @Nullable DroverApp bot;

  private House(Path directory, SimulatorConfig simulator, Map<String, String> settings) {
    this.directory = directory;
    this.settings = settings;
    this.server = new SimulatedServer(simulator.withApiKey(API_KEY), clock);
    this.telegram = new TelegramEmulator(EmulatorConfig.inMemory(clock));
    server.start();
    telegram.start();
    this.admin = telegram.person(ADMIN, "Admin", "admin", "en");
  }

  /** Server and Telegram run, the bot does not yet. */
  public static House empty(Path directory, SimulatorConfig simulator, String... settings) {
    Map<String, String> more = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      more.put(settings[i], settings[i + 1]);
    }
    return new House(directory, simulator, more);
  }

  public static House empty(Path directory, String... settings) {
    return empty(directory, SimulatorConfig.quiet(), settings);
  }

  public SimulatedServer server() {
    return server;
  }

  /** Lets time go by for all of them. */
  public void advance(Duration step) {
    clock.advance(step);
  }

  public TelegramEmulator telegram() {
    return telegram;
  }

  public Person admin() {
    return admin;
  }

  /** Runs as the clock of all others, until it is put forward. */
  public AheadClock botClock() {
    return botClock;
  }

  /** The admin's private chat with the bot. */
  public Chat chat() {
    return admin.privateChat();
  }

  /** What a configuration file for this house holds. */
  public Map<String, String> configuration() {
    Map<String, String> all = new TreeMap<>();
    all.put("telegram.bot-token", telegram.config().token().reveal());
    all.put("telegram.admins", Long.toString(ADMIN));
    all.put("telegram.api-url", telegram.apiUrl());
    all.put("openclaw.api-url", server.apiUrl());
    all.put("openclaw.api-key", API_KEY.reveal());
    all.put("db.url", "jdbc:h2:file:" + directory.resolve("drover").toAbsolutePath());
    all.put("http.port", "0");
    all.putAll(settings);
    return all;
  }

  /** Starts the bot in this process and waits until it hears both sides. */
  public House startBot() {
    DroverApp started = DroverApp.assemble(ConfigLoader.of(configuration()), botClock);
    bot = started;
    started.start();
    awaitListening();
    return this;
  }

  /** Waits until a bot, in whatever process, polls and has its stream open. */
  public void awaitListening() {
    Awaitility.await("the bot listens")
        .atMost(TO_START)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> telegram.isPolled() && server.streams() > 0);
  }

  public void stopBot() {
    DroverApp running = bot;
    bot = null;
    if (running != null) {
      running.stop();
    }
    awaitTrue("nobody polls", () -> server.streams() == 0);
  }

  /** Adds an agent that the bot will learn of by listing. */
  public String agent(String name) {
    return server.world().addAgent(AgentSpec.named(name));
  }

  /** Writes {@code /start}, presses Subscribe, and makes sure that the bot knows all agents. */
  public void subscribe() {
    Message greeting = ask("/start", "I watch your agents");
    tap(greeting, "Subscribe");
    Message unused = becomes(greeting, "Notices here");
    awaitKnown();
  }

  /** Lists until what the bot knows is what the server has. */
  public void awaitKnown() {
    int all = server.world().agents().size();
    Message list = ask("/agents", "Agents");
    assertThat(all == 0 ? list.text() : list.labels().toString())
        .contains(all == 0 ? "No agents" : "All " + all);
  }

  /** Types in the private chat and returns the answer, the first new message with these words. */
  public Message ask(String text, String... words) {
    return askIn(chat(), admin, text, words);
  }

  public Message askIn(Chat where, Person who, String text, String... words) {
    return askIn(where, null, who, text, words);
  }

  public Message askIn(
      Chat where, @Nullable Topic topic, Person who, String text, String... words) {
    long before = newest(where);
    Message unused = who.types(where, topic == null ? null : topic.id(), text);
    return await("an answer to " + text, where, before, words);
  }

  /** The first of the bot's messages with all these words, as soon as it is there. */
  public Message message(Chat where, String... words) {
    return await("a message", where, 0, words);
  }

  /** What the message says once it says all of these words. */
  public Message becomes(Message message, String... words) {
    return await(
        "message " + message.id() + " with " + List.of(words),
        () -> chatOf(message).message(message.id()).filter(now -> says(now, words)),
        () -> chatOf(message).message(message.id()).map(Message::text).orElse("gone"));
  }

  /** The bot's messages with all these words, now. */
  public List<Message> telling(Chat where, String... words) {
    return where.fromBot().stream().filter(message -> says(message, words)).toList();
  }

  /** Presses the button that is called so, or so after a mark or number, and awaits the answer. */
  public TapAnswer tap(Message message, String label) {
    return tapBy(admin, message, label);
  }

  public TapAnswer tapBy(Person who, Message message, String label) {
    Message now = chatOf(message).message(message.id()).orElse(message);
    String whole =
        Stream.concat(
                now.labels().stream().filter(label::equals),
                now.labels().stream().filter(one -> one.contains(label)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No button " + label + ", only " + now.labels()));
    try {
      return who.taps(now, whole).answer().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("The press on " + whole + " was not answered", e);
    }
  }

  /**
   * Lets an agent complete and awaits its notice: what was to be told before has been told then,
   * for one chat hears everything in its order.
   */
  public void awaitQuiet(Chat... chats) {
    String name = "Sentinel " + System.nanoTime();
    String id = server.world().arrive(AgentSpec.named(name));
    server.world().complete(id);
    for (Chat one : chats) {
      Message unused = message(one, name);
    }
  }

  public void awaitTrue(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  @Override
  public void close() {
    server.releaseHanging();
    telegram.faults().clear();
    DroverApp running = bot;
    if (running != null) {
      running.stop();
    }
    server.stop();
    telegram.stop();
    assertThat(telegram.calls().violations()).as("calls that are never right").isEmpty();
  }

  private Chat chatOf(Message message) {
    return telegram.findChat(message.chat()).orElseThrow();
  }

  private static long newest(Chat chat) {
    return chat.messages().stream().mapToLong(Message::id).max().orElse(0);
  }

  private Message await(String what, Chat where, long after, String... words) {
    return await(
        what + " with " + List.of(words),
        () ->
            where.fromBot().stream()
                .filter(message -> message.id() > after && says(message, words))
                .findFirst(),
        () -> where.fromBot().stream().map(Message::text).toList().toString());
  }

  private static Message await(
      String what, Callable<Optional<Message>> search, Callable<String> instead) {
    try {
      return Awaitility.await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(search, Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("Never came: " + what + "; instead: " + told(instead), e);
    }
  }

  private static String told(Callable<String> instead) {
    try {
      return instead.call();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static boolean says(Message message, String... words) {
    return Stream.of(words).allMatch(message.text()::contains);
  }
}
