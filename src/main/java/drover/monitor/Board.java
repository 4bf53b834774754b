package drover.monitor;

import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Purpose;
import drover.session.SessionId;
import java.time.Instant;
import java.util.List;
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

  /**
   * @param asOf when the server last gave a whole list, by our clock; null before the first
   * @param trouble why it is no newer, in one sentence; null when all is well
   */
  record Snapshot(List<Agent> agents, @Nullable Instant asOf, @Nullable String trouble) {
    public Snapshot {
      agents = List.copyOf(agents);
    }

    public Optional<Agent> find(SessionId session) {
      return agents.stream().filter(a -> a.id().equals(session)).findFirst();
    }

    public Optional<Agent> find(AgentLife life) {
      return agents.stream().filter(a -> a.life().equals(life)).findFirst();
    }
  }
}
