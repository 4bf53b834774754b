package drover.testing;

import drover.monitor.Board;
import drover.session.Agent;
import drover.session.Purpose;
import drover.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A board that shows what a test puts on it. One thread. */
public final class FixedBoard implements Board {
  private final List<Agent> agents = new ArrayList<>();
  private @Nullable String trouble;

  /** Puts an agent there, in place of the one with its id. */
  public void put(Agent agent) {
    agents.removeIf(a -> a.id().equals(agent.id()));
    agents.add(agent);
  }

  public void trouble(String words) {
    trouble = words;
  }

  @Override
  public Snapshot snapshot() {
    return new Snapshot(agents, null, trouble);
  }

  @Override
  public Snapshot refreshed(Purpose purpose) {
    return snapshot();
  }

  @Override
  public Agent read(SessionId session, Purpose purpose) {
    return snapshot().find(session).orElseThrow(() -> new NoSuchElementException(session.value()));
  }
}
