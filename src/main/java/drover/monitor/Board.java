package drover.monitor;

import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Purpose;
import drover.session.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the rest of the house may ask the monitor. Any thread. */
public interface Board {
  /** Everything known, ended ones too while the server lists them. From memory, at once. */
  Snapshot snapshot();

  /**
   * A fresh list first, within the patience of the purpose; the last known state when the server
   * does not answer. Calls close together share one.
   */
  Snapshot refreshed(Purpose purpose);

  /**
   * A fresh read of one agent, applied to the board and returned with prompt and children.
   *
   * @throws drover.session.SessionApiException as the server answered; the board stands as it was
   */
  Agent read(SessionId session, Purpose purpose);

  /** What was believed at one time. Any thread. */
  final class Snapshot {
    private final List<Agent> agents;
    private final @Nullable Instant asOf;
    private final @Nullable String trouble;

    /** Built by the first who looks somebody up; two who build it at once build the same. */
    private volatile @Nullable Map<SessionId, Agent> byId;

    /**
     * @param asOf when the server last gave a whole list, by our clock; null before the first
     * @param trouble why it is no newer, in one sentence; null when all is well
     */
    public Snapshot(List<Agent> agents, @Nullable Instant asOf, @Nullable String trouble) {
      this.agents = List.copyOf(agents);
      this.asOf = asOf;
      this.trouble = trouble;
    }

    public List<Agent> agents() {
      return agents;
    }

    /** When the server last gave a whole list, by our clock; null before the first. */
    public @Nullable Instant asOf() {
      return asOf;
    }

    /** Why it is no newer, in one sentence; null when all is well. */
    public @Nullable String trouble() {
      return trouble;
    }

    public Optional<Agent> find(SessionId session) {
      return Optional.ofNullable(index().get(session));
    }

    public Optional<Agent> find(AgentLife life) {
      return find(life.session()).filter(agent -> agent.life().equals(life));
    }

    private Map<SessionId, Agent> index() {
      Map<SessionId, Agent> index = byId;
      if (index == null) {
        index = new HashMap<>(2 * agents.size());
        for (Agent agent : agents) {
          index.putIfAbsent(agent.id(), agent);
        }
        byId = index;
      }
      return index;
    }
  }
}
