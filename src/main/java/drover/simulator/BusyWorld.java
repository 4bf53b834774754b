package drover.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Fills a world with agents worth watching and keeps it filled. Callers hold the population's
 * monitor.
 */
final class BusyWorld {
  private static final int LIVING_WANTED = 9;
  private static final int ENDED_KEPT = 60;
  private static final double ARRIVALS_PER_SECOND = 0.05;
  private static final List<String> PRIORITIES = List.of("critical", "high", "normal", "low");
  private static final List<String> CHANNELS = List.of("telegram", "discord", "cli", "api");
  private static final List<String> NODES = List.of("main", "north", "south");
  private static final List<String> MODELS =
      List.of(
          "anthropic/claude-sonnet-4-20250514",
          "anthropic/claude-opus-4-20250514",
          "openai/gpt-4.1");
  private static final List<String> TASKS =
      List.of(
          "Constitution V3 Merge|Merge two drafts of the constitution into one text",
          "Nightly Index|Rebuild the search index of the workspace",
          "Release Notes|Write release notes from the merged changes",
          "Invoice Check|Compare the invoices of March with the bank statement",
          "Log Digest|Sum up last night's error logs by cause",
          "Doc Translation|Translate the user guide into Spanish and Polish",
          "Dependency Review|Look for risky changes in updated dependencies",
          "Test Repair|Find out why the checkout test fails now and then",
          "Market Scan|Collect prices of twelve competing products",
          "Photo Tags|Tag the photos of the harbor tour",
          "Schema Draft|Draft a schema for the order archive",
          "Mail Triage|Sort the support mailbox by urgency");

  private final Population population;
  private final RandomGenerator random;

  BusyWorld(Population population) {
    this.population = population;
    this.random = population.random();
  }

  /** About a dozen agents in every stage of life, most of them some way along. */
  void populate(Instant now) {
    SimAgent parent = arrive(0, now, 30);
    parent.priority = "critical";
    arrive(1, now, 55).parent = parent.id;
    SimAgent child = arrive(2, now, 12);
    child.parent = parent.id;
    child.life.fate = Life.Fate.PAUSE;
    child.life.fateAt = 30;

    population.fail(
        arrive(3, now, 41), "Tool call failed: bank statement is password protected", now);
    SimAgent stalled = arrive(4, now, 63);
    stalled.lastActivity = now.minus(Duration.ofMinutes(9));
    stalled.life.fallSilent(Duration.ofMinutes(20).toMillis());
    population.stall(stalled, now);
    population.complete(arrive(5, now, 97), now);

    SimAgent hungry = arrive(6, now, 48);
    hungry.tokensUsed = hungry.tokensLimit * 0.91;
    hungry.life.tokensPerSecond = 30;
    SimAgent unlucky = arrive(7, now, 70);
    unlucky.life.fate = Life.Fate.FAIL;
    unlucky.life.fateAt = 85;
    SimAgent late = arrive(8, now, 80);
    late.expectedCompletion = now.minus(Duration.ofMinutes(3));
    arrive(9, now, 5);
    arrive(10, now, 22).stubborn = true;
    arrive(11, now, 0);
  }

  /**
   * Lets new agents come while few are alive, and forgets the oldest of those that ended.
   *
   * @param lived how long the agents have just lived, by their own time
   */
  void keepBusy(Instant now, Duration lived) {
    List<SimAgent> ended =
        population.all().stream()
            .filter(agent -> agent.endTime != null)
            .sorted(Comparator.comparing(agent -> agent.lastActivity))
            .toList();
    ended.stream().limit(Math.max(0, ended.size() - ENDED_KEPT)).forEach(population::remove);
    List<SimAgent> living =
        population.all().stream().filter(agent -> !agent.status.isOver()).toList();
    if (living.size() < LIVING_WANTED
        && random.nextDouble() < lived.toMillis() / 1_000.0 * ARRIVALS_PER_SECOND) {
      SimAgent agent = arrive(random.nextInt(TASKS.size()), now, 0);
      if (!living.isEmpty() && random.nextInt(3) == 0) {
        agent.parent = living.get(random.nextInt(living.size())).id;
      }
      population.announce(WorldEvent.Type.UPDATE, agent, now);
    }
  }

  private SimAgent arrive(int task, Instant now, int progress) {
    String[] words = TASKS.get(task).split("\\|");
    SimAgent agent = new SimAgent();
    agent.id = population.freshId();
    agent.name = words[0];
    agent.task = words[1];
    agent.prompt = words[1] + ". Work step by step, keep notes, and say what you are unsure of.";
    agent.priority = pick(PRIORITIES);
    agent.channel = pick(CHANNELS);
    agent.nodeId = pick(NODES);
    agent.outputPath = "/workspace/out/" + words[0].replace(' ', '-') + ".md";
    agent.tasksTotal = 6 + random.nextInt(10);
    agent.metadata.put("requesterSession", "agent:main:main");
    agent.metadata.put("model", pick(MODELS));
    agent.metadata.put("host", "host-" + agent.nodeId);
    plan(agent.life);
    long workSeconds = agent.life.workMillis / 1_000;
    double needed = workSeconds * agent.life.tokensPerSecond;
    double spare = random.nextInt(8) == 0 ? 0.9 : 1.4;
    agent.tokensLimit = Math.max(20_000, 5_000 * Math.round(needed * spare / 5_000));
    age(agent, now, progress);
    population.add(agent);
    return agent;
  }

  private void plan(Life life) {
    life.lively = true;
    life.workMillis = Duration.ofMinutes(8 + random.nextInt(25)).toMillis();
    life.tokensPerSecond = 20 + random.nextInt(60);
    life.fateAt = 20 + random.nextInt(60);
    int fate = random.nextInt(10);
    life.fate = fate < 2 ? Life.Fate.FAIL : fate < 4 ? Life.Fate.PAUSE : Life.Fate.COMPLETE;
  }

  private void age(SimAgent agent, Instant now, int progress) {
    Duration work = Duration.ofMillis(agent.life.workMillis);
    Duration done = work.multipliedBy(progress).dividedBy(100);
    agent.startTime = now.minus(done);
    agent.lastActivity = now;
    agent.expectedCompletion = agent.startTime.plus(work.multipliedBy(5).dividedBy(4));
    agent.progress = progress;
    agent.tokensUsed = done.toSeconds() * agent.life.tokensPerSecond;
    agent.cpuSeconds = done.toSeconds() * 0.2;
    agent.ioOperations = done.toSeconds() * 4;
    agent.log(agent.startTime, "info", "Session created", Map.of());
    if (progress > 0) {
      agent.status = AgentStatus.WORKING;
      agent.life.fateAt = Math.max(agent.life.fateAt, progress + 10.0);
      agent.report(now, "info", "Still at it: " + agent.currentTask());
    }
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
