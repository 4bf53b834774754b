package drover.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents of a server and what a person can do to them behind its back. Any thread.
 *
 * <p>Calls that name an agent which is not there throw {@link IllegalArgumentException}, those that
 * do not fit its status {@link IllegalStateException}.
 */
public final class World {
  private static final String HOSTILE_NAME =
      "<b>x</b>&lt; *_`[y](http://z)~ \u202Eevil\u202C \uD83E\uDD16\u200D\uD83D\uDD25 \u0000\u0007";

  private final Population population;
  private final Lives lives;
  private final BusyWorld busy;
  private final WorldKind kind;
  private final Clock clock;
  private final Runnable restarted;
  private double speed;

  /** {@code restarted} is run after all agents got new ids. */
  World(Population population, SimulatorConfig config, Clock clock, Runnable restarted) {
    this.population = population;
    this.lives = new Lives(population, config.stallThreshold());
    this.busy = new BusyWorld(population);
    this.kind = config.world();
    this.clock = clock;
    this.restarted = restarted;
    this.speed = config.speed();
  }

  /** All agents, oldest first. */
  public List<AgentView> agents() {
    synchronized (population) {
      Instant now = clock.instant();
      population.settle(now);
      return population.views(now);
    }
  }

  public Optional<AgentView> find(String id) {
    synchronized (population) {
      Instant now = clock.instant();
      population.settle(now);
      return population.find(id).map(agent -> population.view(agent, now));
    }
  }

  /** The agent's log, newest first. */
  public List<LogLine> logs(String id) {
    synchronized (population) {
      return List.copyOf(require(id).logs);
    }
  }

  /**
   * The hand crank: lets accepted kills take effect and lively agents live until {@code now}. The
   * first call only starts the count.
   */
  public void tick(Instant now) {
    synchronized (population) {
      population.settle(now);
      Duration lived = lives.step(now, speed);
      if (kind == WorldKind.BUSY) {
        busy.keepBusy(now, lived);
      }
    }
  }

  public double speed() {
    synchronized (population) {
      return speed;
    }
  }

  /** How much faster than the clock agents live; 0 freezes them. */
  public void setSpeed(double value) {
    if (!(value >= 0 && value <= 10_000)) {
      throw new IllegalArgumentException("speed is 0 to 10,000, not " + value);
    }
    synchronized (population) {
      speed = value;
    }
  }

  /** Adds an agent without a word on the stream, and returns its id. */
  public String addAgent(AgentSpec spec) {
    synchronized (population) {
      SimAgent agent = agentOf(spec, clock.instant());
      population.add(agent);
      return agent.id;
    }
  }

  /** Adds an agent, tells the stream, and returns its id. */
  public String arrive(AgentSpec spec) {
    synchronized (population) {
      String id = addAgent(spec);
      population.announce(WorldEvent.Type.UPDATE, require(id), clock.instant());
      return id;
    }
  }

  /**
   * Adds an agent whose texts try to break whoever shows them: markup, emoji, right-to-left marks,
   * control characters, ten thousand characters.
   */
  public String addHostileAgent() {
    String endless = "\uD83D\uDC0D<i>" + "A".repeat(9_992) + "</i>";
    return addAgent(
        AgentSpec.named(HOSTILE_NAME)
            .withId("../%2F?#&<>\"' " + freshId())
            .withTexts(endless, HOSTILE_NAME.repeat(200), "C:\\<x>\n../../etc/passwd")
            .withPriority("<u>urgent</u>"));
  }

  /** Takes an agent away without a word, as if it had never been. */
  public void removeAgent(String id) {
    synchronized (population) {
      population.remove(require(id));
    }
  }

  /** Lets a spawning agent begin to work. */
  public void begin(String id) {
    change(id, population::begin);
  }

  /** The agent falls silent and the server says at once that it is stalled. */
  public void stall(String id) {
    change(
        id,
        (agent, now) -> {
          agent.life.fallSilent(Life.FOR_EVER);
          population.stall(agent, now);
        });
  }

  /** The agent falls silent and the server does not notice before its threshold. */
  public void silence(String id) {
    change(id, (agent, now) -> agent.life.fallSilent(Life.FOR_EVER));
  }

  /** A stalled or silent agent moves again. */
  public void recover(String id) {
    change(id, population::recover);
  }

  public void complete(String id) {
    change(id, population::complete);
  }

  public void fail(String id, String error) {
    change(id, (agent, now) -> population.fail(agent, error, now));
  }

  /** Ends the agent and its children, as a person at the server's own console would. */
  public void terminate(String id) {
    change(id, population::terminate);
  }

  /** Uses up this share of the whole token limit, at most what is left; does not fail the agent. */
  public void burnTokens(String id, double share) {
    change(
        id,
        (agent, now) -> {
          double burnt = agent.tokensUsed + share * agent.tokensLimit;
          agent.tokensUsed = Math.max(0, Math.min((double) agent.tokensLimit, burnt));
          agent.lastActivity = now;
          agent.report(now, "warn", "Unusually high token use");
          population.announce(WorldEvent.Type.UPDATE, agent, now);
        });
  }

  /** Moves the agent to this progress. */
  public void progress(String id, int percent) {
    change(
        id,
        (agent, now) -> {
          agent.progress = Math.max(0, Math.min(100, percent));
          agent.lastActivity = now;
          population.announce(WorldEvent.Type.UPDATE, agent, now);
        });
  }

  /** A stubborn agent is told to end but does so only by force. */
  public void makeStubborn(String id, boolean stubborn) {
    change(id, (agent, now) -> agent.stubborn = stubborn);
  }

  /** Adds a line to an agent's log, also after its end. */
  public void log(String id, String level, String message, Map<String, Object> context) {
    synchronized (population) {
      require(id).log(clock.instant(), level, message, context);
    }
  }

  /** All agents get new ids, as on a server that lost its memory; streams are cut. */
  public void restartWithNewIds() {
    synchronized (population) {
      population.renameAll();
    }
    restarted.run();
  }

  /** Takes all agents away without a word. */
  public void clear() {
    synchronized (population) {
      population.clear();
    }
  }

  void populate() {
    synchronized (population) {
      busy.populate(clock.instant());
    }
  }

  void settle() {
    synchronized (population) {
      population.settle(clock.instant());
    }
  }

  private interface Change {
    void apply(SimAgent agent, Instant now);
  }

  private void change(String id, Change change) {
    synchronized (population) {
      SimAgent agent = require(id);
      if (agent.status.isOver()) {
        throw new IllegalStateException("agent " + id + " is already " + agent.status.wire());
      }
      change.apply(agent, clock.instant());
    }
  }

  private String freshId() {
    synchronized (population) {
      return population.freshId();
    }
  }

  private SimAgent require(String id) {
    return population
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("there is no agent " + id));
  }

  private SimAgent agentOf(AgentSpec spec, Instant now) {
    SimAgent agent = new SimAgent();
    agent.id = orElse(spec.id(), population.freshId());
    agent.name = spec.name();
    agent.task = spec.task();
    agent.prompt = spec.prompt();
    agent.status = spec.status();
    agent.progress = spec.progress();
    agent.tokensUsed = spec.tokensUsed();
    agent.tokensLimit = spec.tokensLimit();
    agent.startTime = orElse(spec.startTime(), now);
    agent.lastActivity = orElse(spec.lastActivity(), now);
    agent.endTime = spec.status().isOver() ? agent.lastActivity : null;
    Duration expected = spec.expectedDuration();
    agent.expectedCompletion = expected == null ? null : agent.startTime.plus(expected);
    agent.outputPath = spec.outputPath();
    agent.parent = spec.parent();
    agent.priority = spec.priority();
    agent.life.lively = spec.lively();
    agent.metadata.put("model", "anthropic/claude-sonnet-4-20250514");
    agent.metadata.put("host", "simulator");
    agent.report(now, "info", "Added by hand");
    return agent;
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }
}
