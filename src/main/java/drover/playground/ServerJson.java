package drover.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.simulator.AgentView;
import drover.simulator.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** What the panel shows of the simulated server, as JSON. */
final class ServerJson {
  private static final Duration STAYS = Duration.ofMinutes(1);
  private static final int MOST_AGENTS = 60;

  private final ObjectMapper json;
  private final SimulatedServer server;
  private final InstantSource clock;

  ServerJson(ObjectMapper json, SimulatedServer server, InstantSource clock) {
    this.json = json;
    this.server = server;
    this.clock = clock;
  }

  ObjectNode page() {
    ObjectNode page = json.createObjectNode();
    page.put("down", !server.isUp())
        .put("streams", server.streams())
        .put("events", server.counters().events());
    ArrayNode knobs = page.putArray("faults");
    for (Knob knob : Knob.values()) {
      knobs
          .addObject()
          .put("key", knob.name())
          .put("label", knob.label())
          .put("min", knob.least())
          .put("max", knob.most())
          .put("step", knob.step())
          .put("unit", knob.unit())
          .put("value", knob.read(server));
    }
    ArrayNode agents = page.putArray("agents");
    List<AgentView> all = server.world().agents();
    all.stream().sorted(order()).limit(MOST_AGENTS).forEach(a -> add(agents.addObject(), a));
    return page;
  }

  /** By start, so that cards stay where they are; those that ended a while ago come last. */
  private Comparator<AgentView> order() {
    Instant recent = clock.instant().minus(STAYS);
    return Comparator.comparing(
            (AgentView agent) -> agent.endTime() != null && agent.endTime().isBefore(recent))
        .thenComparing(AgentView::startTime)
        .thenComparing(AgentView::id);
  }

  private static void add(ObjectNode node, AgentView agent) {
    node.put("id", agent.id())
        .put("name", agent.name())
        .put("task", agent.task())
        .put("status", agent.status().wire())
        .put("progress", agent.progress())
        .put("tokensUsed", agent.tokensUsed())
        .put("tokensLimit", agent.tokensLimit())
        .put("priority", agent.priority())
        .put("alive", !agent.status().isOver())
        .put("silent", agent.silent())
        .put("stubborn", agent.stubborn());
  }
}
