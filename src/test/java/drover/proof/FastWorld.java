package drover.proof;

import drover.base.Loop;
import drover.simulator.AgentSpec;
import drover.simulator.AgentView;
import drover.simulator.World;
import drover.story.House;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Lives months in minutes: agents that report all the time, fall silent, recover and end, while new
 * ones come. One that is over is forgotten by the server when {@link #forget} says so.
 *
 * <p>The loop's thread drives it until {@link #stop}; counts may be read by any.
 */
final class FastWorld {
  private static final Duration STEP = Duration.ofMillis(10);
  private static final int STEPS_BETWEEN_ENDS = 100;
  private static final int STEPS_BETWEEN_STALLS = 230;
  private static final int STEPS_OF_SILENCE = 500;

  private final World world;
  private final RandomGenerator random;
  private final int reportsPerStep;
  private final Loop loop = new Loop("fast-world", this::step);
  private final List<String> lively = new ArrayList<>();
  private final Map<String, Integer> silentUntil = new LinkedHashMap<>();
  private final Map<String, String> ended = new LinkedHashMap<>();
  private final Map<String, Instant> endedAt = new LinkedHashMap<>();
  private int steps;
  private int names;

  FastWorld(House house, RandomGenerator random, int agents, int reportsPerStep) {
    this.world = house.server().world();
    this.random = random;
    this.reportsPerStep = reportsPerStep;
    for (int i = 0; i < agents; i++) {
      arrive();
    }
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  /** Lets all that are left end. */
  synchronized void endAll() {
    lively.addAll(silentUntil.keySet());
    silentUntil.clear();
    while (!lively.isEmpty()) {
      end(lively.remove(0));
    }
  }

  /** Names of all that ended. */
  synchronized List<String> ended() {
    return List.copyOf(ended.keySet());
  }

  /** Ended names whose agents the server still lists, and which are over for that long. */
  synchronized List<String> remembered(Duration overFor) {
    Instant before = Instant.now().minus(overFor);
    return endedAt.entrySet().stream()
        .filter(entry -> entry.getValue().isBefore(before))
        .map(Map.Entry::getKey)
        .toList();
  }

  synchronized void forget(String name) {
    world.removeAgent(ended.getOrDefault(name, ""));
    endedAt.remove(name);
  }

  private synchronized Duration step() {
    steps++;
    for (int i = 0; i < reportsPerStep; i++) {
      String id = lively.get(random.nextInt(lively.size()));
      world.progress(id, Math.min(99, 1 + steps / 100 + i));
    }
    if (steps % STEPS_BETWEEN_STALLS == 0) {
      String id = lively.remove(random.nextInt(lively.size()));
      if (random.nextBoolean()) {
        world.stall(id);
      } else {
        world.silence(id);
      }
      silentUntil.put(id, steps + STEPS_OF_SILENCE);
    }
    List<String> moving =
        silentUntil.entrySet().stream()
            .filter(entry -> entry.getValue() <= steps)
            .map(Map.Entry::getKey)
            .toList();
    for (String id : moving) {
      silentUntil.remove(id);
      if (random.nextInt(3) == 0) {
        end(id);
        arrive();
      } else {
        world.recover(id);
        lively.add(id);
      }
    }
    if (steps % STEPS_BETWEEN_ENDS == 0) {
      end(lively.remove(random.nextInt(lively.size())));
      arrive();
    }
    return STEP;
  }

  private void arrive() {
    lively.add(world.arrive(AgentSpec.named(Books.name('W', ++names))));
  }

  private void end(String id) {
    AgentView agent = world.find(id).orElseThrow();
    switch (random.nextInt(4)) {
      case 0 -> world.fail(id, "out of luck");
      case 1 -> world.terminate(id);
      default -> world.complete(id);
    }
    ended.put(agent.name(), id);
    endedAt.put(agent.name(), Instant.now());
  }
}
