package drover.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Moves lively agents through their lives. Callers hold the population's monitor. */
final class Lives {
  private static final int SLICES = 60;
  private static final long SLICE_MILLIS = 1_000;
  private static final double LINES_PER_SECOND = 0.15;
  private static final List<String> MISHAPS =
      List.of(
          "Tool call failed: connection reset by peer",
          "Model refused the request: context too long",
          "Workspace is read-only: cannot write the result",
          "Unhandled exception in step 4: division by zero");
  private static final List<String> CHATTER =
      List.of(
          "Reading %d files", "Compared %d passages", "Wrote %d lines", "Checked %d references");

  private final Population population;
  private final Duration stallThreshold;
  private final RandomGenerator random;
  private @Nullable Instant last;

  Lives(Population population, Duration stallThreshold) {
    this.population = population;
    this.stallThreshold = stallThreshold;
    this.random = population.random();
  }

  /**
   * Lives the time since the last step and says how long that was by the agents' own time. The
   * first step only starts the count.
   */
  Duration step(Instant now, double speed) {
    Instant since = last == null || last.isAfter(now) ? now : last;
    last = now;
    long passed = Duration.between(since, now).toMillis();
    if (passed == 0) {
      return Duration.ZERO;
    }
    for (SimAgent agent : List.copyOf(population.all())) {
      if (agent.life.lively && !agent.status.isOver()) {
        live(agent, since, passed, speed);
      }
    }
    return Duration.ofMillis((long) (passed * speed));
  }

  private void live(SimAgent agent, Instant since, long passed, double speed) {
    Instant before = agent.lastActivity;
    long slices = Math.max(1, Math.min(SLICES, (long) (passed * speed) / SLICE_MILLIS));
    for (long i = 1; i <= slices && !agent.status.isOver(); i++) {
      Instant at = since.plusMillis(passed * i / slices);
      slice(agent, at, passed * speed / slices);
    }
    boolean moved = agent.lastActivity.isAfter(before);
    if (moved && agent.status == AgentStatus.WORKING) {
      population.announce(WorldEvent.Type.UPDATE, agent, since.plusMillis(passed));
    }
  }

  private void slice(SimAgent agent, Instant at, double millis) {
    Life life = agent.life;
    if (life.isSilent()) {
      keepSilent(agent, at, millis);
    } else if (agent.status == AgentStatus.SPAWNING) {
      life.spawnLeft -= (long) millis;
      if (life.spawnLeft <= 0) {
        population.begin(agent, at);
      }
    } else {
      work(agent, at, millis);
    }
  }

  private void keepSilent(SimAgent agent, Instant at, double millis) {
    Life life = agent.life;
    life.silentMillis += millis;
    if (life.silenceLeft != Life.FOR_EVER) {
      life.silenceLeft = Math.max(0, life.silenceLeft - (long) Math.max(1, millis));
    }
    if (!life.isSilent()) {
      population.recover(agent, at);
    } else if (agent.status == AgentStatus.WORKING
        && life.silentMillis >= stallThreshold.toMillis()) {
      population.stall(agent, at);
    }
  }

  private void work(SimAgent agent, Instant at, double millis) {
    Life life = agent.life;
    double seconds = millis / 1_000;
    double effort = 0.5 + random.nextDouble();
    if (agent.status == AgentStatus.STALLED) {
      population.recover(agent, at);
    }
    agent.progress = Math.min(100, agent.progress + 100 * effort * millis / life.workMillis);
    agent.tokensUsed += life.tokensPerSecond * seconds * effort;
    agent.cpuSeconds += seconds * effort * 0.2;
    agent.memoryMegabytes =
        Math.max(32, Math.min(2_048, agent.memoryMegabytes + (random.nextDouble() - 0.48) * 4));
    agent.ioOperations += (long) (effort * seconds * 3) + 1;
    agent.lastActivity = at;
    if (random.nextDouble() < seconds * LINES_PER_SECOND) {
      chat(agent, at);
    }
    decide(agent, at);
  }

  private void decide(SimAgent agent, Instant at) {
    Life life = agent.life;
    boolean struck = agent.progress >= life.fateAt;
    if (agent.tokensUsed >= agent.tokensLimit) {
      agent.tokensUsed = agent.tokensLimit;
      population.fail(agent, "Token limit exceeded", at);
    } else if (struck && life.fate == Life.Fate.FAIL) {
      population.fail(agent, MISHAPS.get(random.nextInt(MISHAPS.size())), at);
    } else if (struck && life.fate == Life.Fate.PAUSE) {
      life.fate = Life.Fate.COMPLETE;
      life.fallSilent(life.pauseMillis);
    } else if (agent.progress >= 100) {
      population.complete(agent, at);
    }
  }

  private void chat(SimAgent agent, Instant at) {
    int count = 2 + random.nextInt(60);
    switch (random.nextInt(10)) {
      case 0 -> agent.report(at, "warn", "Slow answer from the model, " + count + " s");
      case 1, 2, 3 -> agent.log(at, "debug", "Cache holds " + count + " entries", Map.of());
      default ->
          agent.report(at, "info", CHATTER.get(random.nextInt(CHATTER.size())).formatted(count));
    }
    if (random.nextInt(40) == 0) {
      agent.report(at, "error", "Tool call failed, trying again");
    }
  }
}
