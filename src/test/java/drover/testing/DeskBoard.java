package drover.testing;

import drover.monitor.Board;
import drover.session.Agent;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A board whose server can go away. Any thread. */
public final class DeskBoard implements Board {
  private final Map<SessionId, Agent> agents = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Clock clock;
  private @Nullable SessionApiException failure;
  private @Nullable String trouble;
  private @Nullable Instant asOf;

  public DeskBoard(Clock clock) {
    this.clock = clock;
    this.asOf = clock.instant();
  }

  public synchronized void put(Agent agent) {
    agents.put(agent.id(), agent);
  }

  public synchronized void remove(String id) {
    agents.remove(new SessionId(id));
  }

  /** Reads fail so, and lists grow old, until told null. */
  public synchronized void failWith(@Nullable SessionApiException thrown) {
    failure = thrown;
    trouble = thrown == null ? null : "The server does not answer.";
  }

  /** "refreshed KILL", "read ID KILL", in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized Snapshot snapshot() {
    return new Snapshot(List.copyOf(agents.values()), asOf, trouble);
  }

  @Override
  public synchronized Snapshot refreshed(Purpose purpose) {
    calls.add("refreshed " + purpose);
    if (failure == null) {
      asOf = clock.instant();
    }
    return snapshot();
  }

  @Override
  public synchronized Agent read(SessionId session, Purpose purpose) {
    calls.add("read " + session + " " + purpose);
    if (failure != null) {
      throw failure;
    }
    Agent agent = agents.get(session);
    if (agent == null) {
      throw new SessionApiException.NotFound("no session " + session);
    }
    return agent;
  }
}
