package drover.command;

import drover.monitor.Board;
import drover.session.Agent;
import drover.session.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The agents below an agent. Pure; survives families that name each other as parents. */
final class Children {
  private Children() {}

  /** Names of all below it that still live, the nearest first. */
  static List<String> dyingWith(Agent agent, Board.Snapshot snapshot) {
    return below(agent, snapshot).stream()
        .map(id -> snapshot.find(id).map(Agent::name).orElse(id.shortForm()))
        .toList();
  }

  /** All below it that still live, the nearest first. */
  static List<SessionId> below(Agent agent, Board.Snapshot snapshot) {
    Map<SessionId, Agent> known = new HashMap<>();
    Map<SessionId, List<SessionId>> below = new HashMap<>();
    for (Agent other : snapshot.agents()) {
      known.put(other.id(), other);
      SessionId parent = other.session().family().parent();
      if (parent != null) {
        below.computeIfAbsent(parent, id -> new ArrayList<>()).add(other.id());
      }
    }
    List<SessionId> living = new ArrayList<>();
    Set<SessionId> seen = new HashSet<>(Set.of(agent.id()));
    ArrayDeque<SessionId> next = new ArrayDeque<>(agent.session().family().children());
    next.addAll(below.getOrDefault(agent.id(), List.of()));
    while (!next.isEmpty()) {
      SessionId id = next.poll();
      if (seen.add(id)) {
        Agent child = known.get(id);
        if (child == null || !child.isOver()) {
          living.add(id);
        }
        next.addAll(below.getOrDefault(id, List.of()));
      }
    }
    return living;
  }
}
