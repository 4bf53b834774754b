package drover.monitor;

import drover.session.Agent;
import drover.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every agent in memory, vanished ones too, which readers do not see. The board's thread only. */
final class Roster {
  private final Map<SessionId, Known> known = new LinkedHashMap<>();
  private boolean changed = true;

  @Nullable Known find(SessionId session) {
    return known.get(session);
  }

  Collection<Known> all() {
    return known.values();
  }

  void put(Known agent) {
    known.put(agent.belief.agent().id(), agent);
    changed = true;
  }

  void forget(SessionId session) {
    known.remove(session);
    changed = true;
  }

  /** Notes that readers would see a difference. */
  void change() {
    changed = true;
  }

  boolean hasChanged() {
    return changed;
  }

  /** Whether readers would see a difference since the last call. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** What readers see. */
  List<Agent> agents() {
    List<Agent> agents = new ArrayList<>(known.size());
    for (Known agent : known.values()) {
      if (agent.belief.vanishedAt() == null) {
        agents.add(agent.belief.agent());
      }
    }
    return agents;
  }
}
