package drover.simulator;

import drover.base.Loop;
import drover.base.Managed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated OpenClaw server on the loopback address.
 *
 * <p>A busy world moves by itself once started; a quiet one moves only when {@link World#tick} is
 * called, though accepted kills and delayed events come due by the clock. Any thread may call it.
 */
public final class SimulatedServer implements Managed {
  private static final Logger log = LoggerFactory.getLogger(SimulatedServer.class);
  private static final Duration HOUSEKEEPING = Duration.ofMillis(250);
  private static final Duration BETWEEN_TICKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SAVES = Duration.ofSeconds(5);

  private final SimulatorConfig config;
  private final Clock clock;
  private final FaultDial faults;
  private final Counters counters = new Counters();
  private final EventStream stream;
  private final Population population;
  private final World world;
  private final Gate gate;
  private final Listener listener;
  private final Loop loop;
  private final @Nullable StateFile stateFile;
  private final StateFile.State state;
  private Instant nextTick = Instant.MIN;
  private Instant nextSave = Instant.MIN;
  private @Nullable Instant upAgainAt;
  private @Nullable Duration downSoon;

  /** Reads the state directory; opens nothing yet. */
  public SimulatedServer(SimulatorConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    Path directory = config.stateDirectory();
    stateFile = directory == null ? null : new StateFile(directory);
    Optional<StateFile.State> kept =
        stateFile == null ? Optional.empty() : stateFile.load(clock.instant());
    state = kept.orElseGet(StateFile.State::new);
    state.starts++;
    SplittableRandom random = new SplittableRandom(config.seed() + 7_919 * (state.starts - 1));
    faults = new FaultDial(random.split());
    stream = new EventStream(faults, counters, clock);
    population = new Population(random, stream::publish);
    world = new World(population, config, clock, stream::cutAll);
    state.agents.forEach(population::add);
    if (kept.isEmpty() && config.world() == WorldKind.BUSY) {
      world.populate();
    }
    Orders orders = new Orders(population, config, counters, clock);
    gate =
        new Gate(
            new Api(world, orders, faults, counters, config, clock),
            faults,
            counters,
            config,
            clock);
    ControlApi controls = config.controls() ? new ControlApi(this, config.apiKey()) : null;
    listener = new Listener(gate, stream, faults, controls, config.port());
    loop = new Loop("simulator", this::turn);
  }

  @Override
  public synchronized void start() {
    listener.start();
    loop.start();
    log.info("The simulated OpenClaw server listens at {}", apiUrl());
  }

  @Override
  public void stop() {
    loop.stop();
    gate.release();
    synchronized (this) {
      listener.stop();
    }
    save();
  }

  /** The port in use; 0 before the start of a server that takes a free one. */
  public synchronized int port() {
    return listener.port();
  }

  /** What a client is configured with: ends in {@code /api}. */
  public String apiUrl() {
    return "http://127.0.0.1:" + port() + "/api";
  }

  public String streamUrl() {
    return "ws://127.0.0.1:" + port() + "/api/sessions/ws";
  }

  public World world() {
    return world;
  }

  public FaultDial faults() {
    return faults;
  }

  public Counters counters() {
    return counters;
  }

  /** How many streams are open. */
  public int streams() {
    return stream.clients();
  }

  public synchronized boolean isUp() {
    return listener.isUp();
  }

  /** Cuts all connections and closes the port; the world goes on. */
  public synchronized void down() {
    upAgainAt = null;
    if (listener.isUp()) {
      gate.release();
      stream.cutAll();
      listener.down();
    }
  }

  /** Goes down and, when the loop runs, comes up again by itself. */
  public synchronized void downFor(Duration time) {
    down();
    upAgainAt = clock.instant().plus(time);
  }

  /** Goes down at the next turn, so that the request that asked for it can be answered. */
  synchronized void downSoonFor(Duration time) {
    downSoon = time;
  }

  /** Opens the same port again. */
  public synchronized void up() {
    upAgainAt = null;
    if (!listener.isUp()) {
      listener.up();
    }
  }

  /** Cuts every open stream without a closing handshake; new ones are welcome. */
  public void cutStream() {
    stream.cutAll();
  }

  /** Lets every hanging and slow answer go on: the hanging ones are cut. */
  public void releaseHanging() {
    gate.release();
  }

  /** Sends a frame to all streams as it is, be it valid or not. */
  public void sendRaw(String frame) {
    stream.broadcast(frame);
  }

  /**
   * Sends so many {@code session_update} frames about the first agent as fast as the slowest reader
   * takes them; returns when the last is handed over. The world does not change.
   */
  public void flood(int count) {
    AgentView agent =
        world.agents().stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("a flood needs an agent"));
    stream.flood(agent, count);
  }

  /** One turn of the loop by hand: kills and delayed events come due, a busy world moves. */
  public Duration turn() {
    synchronized (state) {
      return turnAlone(clock.instant());
    }
  }

  private Duration turnAlone(Instant now) {
    world.settle();
    stream.flush();
    if (config.world() == WorldKind.BUSY && !now.isBefore(nextTick)) {
      nextTick = now.plus(BETWEEN_TICKS);
      world.tick(now);
    }
    if (!now.isBefore(nextSave)) {
      nextSave = now.plus(BETWEEN_SAVES);
      save();
    }
    goDownOrUp(now);
    return HOUSEKEEPING;
  }

  private synchronized void goDownOrUp(Instant now) {
    if (downSoon != null) {
      downFor(downSoon);
      downSoon = null;
    }
    if (upAgainAt != null && !upAgainAt.isAfter(now)) {
      up();
    }
  }

  private void save() {
    if (stateFile == null) {
      return;
    }
    synchronized (state) {
      byte[] bytes;
      synchronized (population) {
        state.agents = population.all().stream().toList();
        bytes = StateFile.bytes(state);
      }
      try {
        stateFile.save(bytes);
      } catch (IOException e) {
        log.warn("The simulator's state could not be saved", e);
      }
    }
  }
}
