package drover.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The agents and the changes that can happen to one, each logged and told. Not thread-safe: callers
 * hold its monitor.
 */
final class Population {
  private final LinkedHashMap<String, SimAgent> agents = new LinkedHashMap<>();
  private final Consumer<WorldEvent> listener;
  private final RandomGenerator random;

  /** The listener is called under the monitor and must only hand over. */
  Population(RandomGenerator random, Consumer<WorldEvent> listener) {
    this.random = random;
    this.listener = listener;
  }

  RandomGenerator random() {
    return random;
  }

  Collection<SimAgent> all() {
    return agents.values();
  }

  Optional<SimAgent> find(String id) {
    return Optional.ofNullable(agents.get(id));
  }

  void add(SimAgent agent) {
    if (agents.putIfAbsent(agent.id, agent) != null) {
      throw new IllegalArgumentException("there is already an agent " + agent.id);
    }
  }

  void remove(SimAgent agent) {
    agents.remove(agent.id);
  }

  void clear() {
    agents.clear();
  }

  String freshId() {
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    String id = new UUID(high, low).toString();
    return agents.containsKey(id) ? freshId() : id;
  }

  /** Gives every agent another id, as a server does that came up with nothing in memory. */
  void renameAll() {
    Map<String, String> renamed = new HashMap<>();
    List<SimAgent> present = new ArrayList<>(agents.values());
    for (SimAgent agent : present) {
      renamed.put(agent.id, freshId());
    }
    agents.clear();
    for (SimAgent agent : present) {
      agent.id = renamed.getOrDefault(agent.id, agent.id);
      agent.parent = agent.parent == null ? null : renamed.getOrDefault(agent.parent, agent.parent);
      agents.put(agent.id, agent);
    }
  }

  List<AgentView> views(Instant now) {
    Map<String, List<String>> children = new HashMap<>();
    for (SimAgent agent : agents.values()) {
      if (agent.parent != null) {
        children.computeIfAbsent(agent.parent, key -> new ArrayList<>()).add(agent.id);
      }
    }
    return agents.values().stream()
        .map(agent -> AgentView.of(agent, children.getOrDefault(agent.id, List.of()), now))
        .toList();
  }

  AgentView view(SimAgent agent, Instant now) {
    return AgentView.of(agent, childrenOf(agent).stream().map(child -> child.id).toList(), now);
  }

  void announce(WorldEvent.Type type, SimAgent agent, Instant now) {
    listener.accept(new WorldEvent(type, AgentView.of(agent, List.of(), now), now));
  }

  void begin(SimAgent agent, Instant now) {
    agent.status = AgentStatus.WORKING;
    agent.lastActivity = now;
    agent.report(now, "info", "Agent is up, starting on: " + agent.task);
    announce(WorldEvent.Type.UPDATE, agent, now);
  }

  void complete(SimAgent agent, Instant now) {
    agent.progress = 100;
    end(agent, AgentStatus.COMPLETED, now);
    agent.report(now, "info", "Task completed");
    announce(WorldEvent.Type.COMPLETE, agent, now);
  }

  void fail(SimAgent agent, String error, Instant now) {
    agent.error = error;
    end(agent, AgentStatus.FAILED, now);
    agent.report(now, "error", error);
    announce(WorldEvent.Type.FAILED, agent, now);
  }

  /** Calls an agent stalled; its last activity stays what it was. */
  void stall(SimAgent agent, Instant now) {
    agent.status = AgentStatus.STALLED;
    Duration silence = Duration.between(agent.lastActivity, now);
    agent.report(now, "warn", "No activity for " + Math.max(0, silence.toSeconds()) + " s");
    announce(WorldEvent.Type.STALLED, agent, now);
  }

  void recover(SimAgent agent, Instant now) {
    agent.life.silenceLeft = 0;
    agent.status = AgentStatus.WORKING;
    agent.lastActivity = now;
    agent.report(now, "info", "Agent is moving again");
    announce(WorldEvent.Type.UPDATE, agent, now);
  }

  /** Ends an agent and everything below it. */
  void terminate(SimAgent agent, Instant now) {
    ArrayDeque<SimAgent> doomed = new ArrayDeque<>(List.of(agent));
    for (SimAgent next = doomed.poll(); next != null; next = doomed.poll()) {
      if (!next.status.isOver()) {
        end(next, AgentStatus.TERMINATED, now);
        next.report(
            now, "warn", next == agent ? "Terminated" : "Terminated together with its parent");
        announce(WorldEvent.Type.UPDATE, next, now);
      }
      childrenOf(next).stream().filter(child -> !child.status.isOver()).forEach(doomed::add);
    }
  }

  /** Lets accepted kills take effect whose delay is over. */
  void settle(Instant now) {
    List<SimAgent> due =
        agents.values().stream().filter(agent -> isDue(agent.dyingAt, now)).toList();
    due.forEach(agent -> terminate(agent, now));
  }

  private static boolean isDue(@Nullable Instant time, Instant now) {
    return time != null && !time.isAfter(now);
  }

  private static void end(SimAgent agent, AgentStatus status, Instant now) {
    agent.status = status;
    agent.endTime = now;
    agent.lastActivity = now;
    agent.dyingAt = null;
    agent.life.silenceLeft = 0;
  }

  private List<SimAgent> childrenOf(SimAgent parent) {
    return agents.values().stream().filter(agent -> parent.id.equals(agent.parent)).toList();
  }
}
