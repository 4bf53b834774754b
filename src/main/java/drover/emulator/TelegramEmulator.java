package drover.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import drover.base.Loop;
import drover.base.Managed;
import drover.base.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telegram on loopback: a Bot API server for one bot, with people who chat with it from Java.
 *
 * <p>Any thread. Once stopped it is gone; {@link #down} and {@link #up} are for outages.
 */
public final class TelegramEmulator implements Managed {
  private static final Logger log = LoggerFactory.getLogger(TelegramEmulator.class);
  private static final Duration SAVE_EVERY = Duration.ofMillis(250);
  private static final int MOST_ANSWERS = 64;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final EmulatorConfig config;
  private final ScheduledThreadPoolExecutor timer;
  private final ThreadPoolExecutor answers =
      new ThreadPoolExecutor(
          0,
          MOST_ANSWERS,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Threads.named("emulator-answer"),
          new ThreadPoolExecutor.CallerRunsPolicy());
  private final World world;
  private final FileVault vault;
  private final Faults faults = new Faults(new SplittableRandom(1));
  private final CallLog calls = new CallLog();
  private final RateLimits limits;
  private final MenuMethods menus;
  private final TapMethods taps;
  private final BotApiServer server;
  private final @Nullable StateStore store;
  private final Loop saver = new Loop("emulator-state", this::saveIfChanged);
  private long savedVersion;
  private volatile boolean privacy = true;

  public TelegramEmulator(EmulatorConfig config) {
    this.config = config;
    this.timer = new ScheduledThreadPoolExecutor(1, Threads.named("emulator-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.store =
        config.stateDirectory() == null
            ? null
            : new StateStore(config.stateDirectory(), config.clock());
    State state = store == null ? new State() : store.load();
    User bot = new User(config.botId(), "Drover", config.botUsername(), null, true);
    UpdateQueue updates = new UpdateQueue(state, config.clock(), timer, answers);
    this.world = new World(state, config.clock(), bot, updates, new ChangeFeed(timer));
    this.vault = new FileVault(config.stateDirectory());
    this.limits = new RateLimits(config.clock(), config.limits());
    this.menus = new MenuMethods(world);
    this.taps = new TapMethods(world, answers);
    Dispatcher dispatcher =
        new Dispatcher(
            config,
            new Dispatcher.Parts(
                world,
                BotApi.load(),
                faults,
                calls,
                limits,
                menus,
                new Uploads(world, vault),
                taps,
                timer,
                answers));
    this.server = new BotApiServer(dispatcher, this::fileAt, config.port());
  }

  @Override
  public void start() {
    server.start();
    if (store != null) {
      saver.start();
    }
  }

  @Override
  public void stop() {
    saver.stop();
    down();
    var ended = Threads.stop(timer, STOP_PATIENCE) && Threads.stop(answers, STOP_PATIENCE);
    if (!ended) {
      log.warn("Threads of the emulator are still busy; leaving them behind");
    }
    save();
    calls.close();
  }

  /** Ends all connections and refuses new ones until {@link #up}. */
  public void down() {
    faults.release();
    // Written before the server goes, so that it does not meet what is left of its request.
    var unused =
        world
            .updates
            .endWaiting(ApiRefusal.fault(500, "Internal Server Error: restart"))
            .completeOnTimeout(false, STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    server.stop();
  }

  /** Serves again, on the same port. */
  public void up() {
    server.start();
  }

  public int port() {
    return server.port();
  }

  /** The address that stands for {@code https://api.telegram.org}. */
  public String apiUrl() {
    return "http://127.0.0.1:" + port();
  }

  public EmulatorConfig config() {
    return config;
  }

  public User bot() {
    return world.bot;
  }

  public Faults faults() {
    return faults;
  }

  public CallLog calls() {
    return calls;
  }

  public RateLimits limits() {
    return limits;
  }

  public ChangeFeed changes() {
    return world.changes;
  }

  /** Makes a person up; the language is a code such as {@code en}, or null. */
  public Person person(String firstName, @Nullable String username, @Nullable String language) {
    synchronized (world.state) {
      return person(++world.state.lastUserId, firstName, username, language);
    }
  }

  /** Makes a person up with a wanted id. */
  public Person person(
      long id, String firstName, @Nullable String username, @Nullable String language) {
    synchronized (world.state) {
      User user = new User(id, firstName, username, language, false);
      world.state.users.put(id, user);
      world.changed();
      return new Person(this, user);
    }
  }

  public List<Person> people() {
    synchronized (world.state) {
      return world.state.users.values().stream().map(user -> new Person(this, user)).toList();
    }
  }

  public Optional<Person> findPerson(long id) {
    synchronized (world.state) {
      return Optional.ofNullable(world.state.users.get(id)).map(user -> new Person(this, user));
    }
  }

  /** Makes a plain group whose first member is its creator; the bot is a member. */
  public Chat group(String title, Person... members) {
    return Chats.create(this, ChatKind.GROUP, title, false, members);
  }

  /** Makes a supergroup, with topics or without; the bot is an administrator. */
  public Chat supergroup(String title, boolean forum, Person... members) {
    return Chats.create(this, ChatKind.SUPERGROUP, title, forum, members);
  }

  /** Makes a channel; the bot is an administrator. */
  public Chat channel(String title, Person... members) {
    return Chats.create(this, ChatKind.CHANNEL, title, false, members);
  }

  public List<Chat> chats() {
    synchronized (world.state) {
      return world.state.chats.values().stream().map(state -> new Chat(this, state)).toList();
    }
  }

  public Optional<Chat> findChat(long id) {
    synchronized (world.state) {
      return Optional.ofNullable(world.state.chats.get(id)).map(state -> new Chat(this, state));
    }
  }

  /** The bytes of a file by its id. */
  public Optional<byte[]> file(String fileId) {
    return vault.get(fileId);
  }

  /** How many updates the bot has not confirmed. */
  public int pendingUpdates() {
    return world.updates.size();
  }

  /** Whether the bot waits in a long poll right now. */
  public boolean isPolled() {
    return world.updates.hasWaitingPoll();
  }

  /** Hands out the last updates once more, as Telegram does when a confirmation got lost. */
  public void redeliver(int count) {
    world.updates.redeliver(count);
  }

  /** Queues a message update that a typed client cannot read: a word where a number belongs. */
  public void poisonUpdate() {
    world.updates.add(
        "message",
        Json.object().put("message_id", "not a number").put("date", "soon").put("chat", "none"));
  }

  /** Queues any update as it is; for kinds that no method here makes. */
  public void update(String type, String json) {
    try {
      world.updates.add(type, Json.parse(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an update's payload must be JSON", e);
    }
  }

  /** While true, polls are refused because a webhook is set. */
  public void webhookActive(boolean now) {
    synchronized (world.state) {
      world.state.webhook = now ? "https://elsewhere.example/hook" : "";
    }
  }

  /**
   * In privacy mode, the default, a bot that is no administrator sees only commands, replies to it
   * and service messages in groups.
   */
  public void privacyMode(boolean on) {
    privacy = on;
  }

  boolean privacyMode() {
    return privacy;
  }

  World world() {
    return world;
  }

  TapMethods taps() {
    return taps;
  }

  MenuMethods menus() {
    return menus;
  }

  private Optional<byte[]> fileAt(String path) {
    synchronized (world.state) {
      return world.state.files.values().stream()
          .filter(file -> file.path().equals(path))
          .findFirst()
          .flatMap(file -> vault.get(file.id()));
    }
  }

  private Duration saveIfChanged() {
    save();
    return SAVE_EVERY;
  }

  private void save() {
    if (store == null) {
      return;
    }
    byte[] json;
    long version;
    synchronized (world.state) {
      version = world.state.changes();
      if (version == savedVersion) {
        return;
      }
      try {
        json = Json.MAPPER.writeValueAsBytes(world.state);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("The emulator's state is no JSON", e);
      }
    }
    store.save(json);
    savedVersion = version;
  }
}
