package drover.testing;

import drover.session.Capabilities;
import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.KillOutcome;
import drover.session.LogEntry;
import drover.session.LogPage;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.RespawnOrder;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.SessionMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A server in memory: sessions are put in, calls are written down, faults are switched on. */
public final class FakeGateway implements SessionGateway {
  private final Clock clock;
  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Set<String> unlisted = new TreeSet<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<SessionId, String> lastErrors = new LinkedHashMap<>();
  private final Set<String> unreadable = new TreeSet<>();
  private Duration offset = Duration.ZERO;
  private int moreInTotal;
  private @Nullable RuntimeException fault;
  private @Nullable Error error;

  public FakeGateway(Clock clock) {
    this.clock = clock;
  }

  public synchronized void put(Session session) {
    sessions.put(session.id(), session);
  }

  public synchronized void remove(String session) {
    sessions.remove(new SessionId(session));
  }

  /** Hides a session from lists, though it can be read. */
  public synchronized void unlist(String session) {
    unlisted.add(session);
  }

  /** Shows a session in lists, though reading it fails. */
  public synchronized void cannotRead(String session) {
    unreadable.add(session);
  }

  /** From now on lists say that there are so many more than they show. */
  public synchronized void claimMore(int more) {
    moreInTotal = more;
  }

  /** The newest error line in an agent's log. */
  public synchronized void lastError(String session, String message) {
    lastErrors.put(new SessionId(session), message);
  }

  public synchronized void offset(Duration ahead) {
    offset = ahead;
  }

  /** Every list and read throws this; null ends it. */
  public synchronized void failWith(@Nullable RuntimeException thrown) {
    fault = thrown;
  }

  /** Every list and read throws this error; null ends it. */
  public synchronized void breakWith(@Nullable Error thrown) {
    error = thrown;
  }

  /** "list PURPOSE", "details ID PURPOSE" and so on, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public synchronized void forgetCalls() {
    calls.clear();
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public synchronized Duration clockOffset() {
    return offset;
  }

  @Override
  public synchronized SessionList list(Purpose purpose) {
    call("list " + purpose);
    List<Session> listed =
        sessions.values().stream().filter(s -> !unlisted.contains(s.id().value())).toList();
    int total = listed.size() + moreInTotal;
    return new SessionList(listed, total, clock.instant().plus(offset), clock.instant(), 0);
  }

  @Override
  public synchronized Session details(SessionId id, Purpose purpose) {
    call("details " + id + " " + purpose);
    if (unreadable.contains(id.value())) {
      throw new SessionApiException.Unavailable("no answer", null);
    }
    Session session = sessions.get(id);
    if (session == null) {
      throw new SessionApiException.NotFound("no session " + id);
    }
    return session;
  }

  @Override
  public synchronized LogPage logs(SessionId id, LogQuery query, Purpose purpose) {
    call("logs " + id + " " + query.level() + " " + query.limit() + " " + purpose);
    String message = lastErrors.get(id);
    return message == null
        ? new LogPage(List.of(), null, false)
        : new LogPage(
            List.of(new LogEntry(clock.instant(), "error", message, Map.of())), null, false);
  }

  @Override
  public SessionMetrics metrics(SessionId id, Purpose purpose) {
    throw new SessionApiException.NotFound("no metrics of " + id);
  }

  @Override
  public synchronized KillOutcome kill(SessionId id, KillOrder order) {
    call("kill " + id);
    return new KillOutcome(false, "terminated");
  }

  @Override
  public synchronized SessionId respawn(SessionId id, RespawnOrder order) {
    call("respawn " + id);
    return new SessionId(id + "-2");
  }

  @Override
  public synchronized SessionId create(CreateOrder order) {
    call("create " + order.name());
    return new SessionId(order.name());
  }

  private void call(String what) {
    calls.add(what);
    if (error != null) {
      throw error;
    }
    if (fault != null) {
      throw fault;
    }
  }
}
