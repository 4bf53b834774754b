package drover.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out kill, respawn and create as the API takes them. Any thread. */
final class Orders {
  static final long DEFAULT_TOKENS = 50_000;

  private final Population population;
  private final SimulatorConfig config;
  private final Counters counters;
  private final Clock clock;

  Orders(Population population, SimulatorConfig config, Counters counters, Clock clock) {
    this.population = population;
    this.config = config;
    this.counters = counters;
    this.clock = clock;
  }

  /** A request for a new session, checked in form only. */
  record NewSession(
      String name,
      String task,
      String prompt,
      String priority,
      long tokensLimit,
      @Nullable Duration expectedDuration,
      @Nullable String outputPath,
      @Nullable String parent,
      Map<String, String> metadata) {}

  void kill(String id, String reason, boolean force) {
    synchronized (population) {
      Instant now = clock.instant();
      population.settle(now);
      SimAgent agent = require(id);
      if (agent.status.isOver()) {
        throw ApiError.alreadyTerminated(id, agent.status);
      }
      counters.killed();
      agent.report(now, "warn", "Termination requested: " + reason);
      if (force || (!agent.stubborn && config.killDelay().isZero())) {
        population.terminate(agent, now);
      } else if (!agent.stubborn && agent.dyingAt == null) {
        agent.dyingAt = now.plus(config.killDelay());
      }
    }
  }

  /** Returns the new session's id. A null leaves that as it was in the old session. */
  String respawn(
      String id,
      boolean resetProgress,
      @Nullable Long newLimit,
      @Nullable String priority,
      @Nullable String reason) {
    synchronized (population) {
      Instant now = clock.instant();
      population.settle(now);
      SimAgent old = require(id);
      checkLimit(newLimit == null ? old.tokensLimit : newLimit);
      boolean allowed =
          switch (old.status) {
            case FAILED, STALLED, TERMINATED -> true;
            case WORKING, SPAWNING -> old.isExhausted();
            case COMPLETED -> false;
          };
      if (!allowed) {
        throw ApiError.respawnNotAllowed(id, old.status);
      }
      SimAgent agent = again(old, now);
      agent.progress = resetProgress ? 0 : old.progress;
      agent.tokensLimit = newLimit == null ? old.tokensLimit : newLimit;
      agent.priority = priority == null ? old.priority : priority;
      population.add(agent);
      counters.respawned();
      agent.report(now, "info", "Respawned from " + id + (reason == null ? "" : ": " + reason));
      population.announce(WorldEvent.Type.UPDATE, agent, now);
      return agent.id;
    }
  }

  /** Returns the new session's id. */
  String create(NewSession wanted) {
    synchronized (population) {
      Instant now = clock.instant();
      checkLimit(wanted.tokensLimit());
      if (wanted.parent() != null) {
        require(wanted.parent());
      }
      SimAgent agent = fresh(now);
      agent.name = wanted.name();
      agent.task = wanted.task();
      agent.prompt = wanted.prompt();
      agent.priority = wanted.priority();
      agent.tokensLimit = wanted.tokensLimit();
      agent.expectedCompletion =
          wanted.expectedDuration() == null ? null : now.plus(wanted.expectedDuration());
      agent.outputPath = wanted.outputPath();
      agent.parent = wanted.parent();
      agent.channel = wanted.metadata().getOrDefault("channel", agent.channel);
      agent.metadata.putAll(wanted.metadata());
      population.add(agent);
      counters.created();
      agent.report(now, "info", "Session created");
      population.announce(WorldEvent.Type.UPDATE, agent, now);
      return agent.id;
    }
  }

  private SimAgent require(String id) {
    return population.find(id).orElseThrow(() -> ApiError.sessionNotFound(id));
  }

  private void checkLimit(long limit) {
    if (limit < 1 || limit > config.maximumTokens()) {
      throw ApiError.tokenLimit(limit, config.maximumTokens());
    }
  }

  private SimAgent fresh(Instant now) {
    SimAgent agent = new SimAgent();
    agent.id = population.freshId();
    agent.startTime = now;
    agent.lastActivity = now;
    agent.life.lively = config.world() == WorldKind.BUSY;
    agent.metadata.put("requesterSession", "agent:main:main");
    agent.metadata.put("model", "anthropic/claude-sonnet-4-20250514");
    agent.metadata.put("host", "simulator");
    return agent;
  }

  private SimAgent again(SimAgent old, Instant now) {
    SimAgent agent = fresh(now);
    agent.name = old.name;
    agent.task = old.task;
    agent.prompt = old.prompt;
    agent.outputPath = old.outputPath;
    agent.parent = old.parent;
    agent.channel = old.channel;
    agent.nodeId = old.nodeId;
    agent.tasksTotal = old.tasksTotal;
    agent.metadata = new LinkedHashMap<>(old.metadata);
    agent.metadata.put("respawnedFrom", old.id);
    agent.life.lively = old.life.lively;
    agent.life.workMillis = old.life.workMillis;
    agent.life.tokensPerSecond = old.life.tokensPerSecond;
    if (old.expectedCompletion != null) {
      agent.expectedCompletion =
          now.plus(Duration.between(old.startTime, old.expectedCompletion).abs());
    }
    return agent;
  }
}
