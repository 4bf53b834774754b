package drover.monitor;

import drover.session.Session;
import drover.session.Session.Times;
import drover.session.Session.Tokens;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.Transition;
import drover.testing.DirectTransactor;
import drover.testing.FakeBeliefStore;
import drover.testing.FakeGateway;
import drover.testing.FakeStallPatience;
import drover.testing.RecordingListener;
import drover.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A monitor turned by hand among fakes, at noon. Calls to the server run on the spot. */
final class Desk {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final SettableClock clock = SettableClock.at(NOON);
  final FakeGateway gateway = new FakeGateway(clock);
  final FakeBeliefStore store = new FakeBeliefStore();
  final FakeStallPatience patience = new FakeStallPatience();
  final RecordingListener listener = new RecordingListener();
  final DirectTransactor transactor = new DirectTransactor(store, listener);
  final List<Transition> plain = new ArrayList<>();
  final MonitorPorts ports = new MonitorPorts(gateway, store, patience, transactor);
  Monitor monitor = monitor();
  private final List<Runnable> heldCalls = new ArrayList<>();
  private boolean refusing;
  private boolean holding;

  /** One that has learned the sessions given and is connected; told and called so far: nothing. */
  static Desk watching(Session... sessions) {
    Desk desk = new Desk();
    for (Session session : sessions) {
      desk.gateway.put(session);
    }
    desk.monitor.begin();
    desk.monitor.connected();
    desk.turn();
    desk.gateway.forgetCalls();
    return desk;
  }

  Monitor monitor() {
    MonitorConfig config =
        new MonitorConfig(
            Duration.ofMinutes(5),
            new TokenLevels(List.of(70, 90, 95)),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofHours(24),
            Duration.ZERO);
    Monitor made =
        new Monitor(config, ports, clock, new Random(1), new SimpleMeterRegistry(), this::call);
    made.listen(listener, plain::add);
    made.listenForNews(listener.news());
    return made;
  }

  /** From now on no call finds a thread, until told otherwise. */
  void refuseCalls(boolean refuse) {
    refusing = refuse;
  }

  /** From now on calls hang, until told otherwise. */
  void holdCalls(boolean hold) {
    holding = hold;
    if (!hold) {
      List.copyOf(heldCalls).forEach(Runnable::run);
      heldCalls.clear();
    }
  }

  private void call(Runnable work) {
    if (refusing) {
      throw new RejectedExecutionException("all threads are busy");
    }
    if (holding) {
      heldCalls.add(work);
    } else {
      work.run();
    }
  }

  /** Turns until nothing is left to do at this time. */
  void turn() {
    for (int i = 0; i < 4; i++) {
      Duration unused = monitor.turn();
    }
  }

  void hear(SessionEvent... events) {
    for (SessionEvent event : events) {
      monitor.event(event);
      turn();
    }
  }

  /** Lets time pass and lists, whether or not it is due. */
  void relist(Duration after) {
    clock.advance(after);
    monitor.connected();
    turn();
  }

  void sweep(Duration after) {
    clock.advance(after);
    monitor.sweep().run();
    turn();
  }

  /** Stops without a word and starts anew with what the table holds. */
  void restart(Duration downFor) {
    clock.advance(downFor);
    monitor = monitor();
    monitor.begin();
    monitor.connected();
    turn();
  }

  List<String> told() {
    return listener.told();
  }

  Transition last() {
    List<Transition> heard = listener.heard();
    return heard.get(heard.size() - 1);
  }

  static Session session(String id, @Nullable String status, @Nullable Instant activity) {
    return Session.of(new SessionId(id))
        .withName("agent " + id)
        .withStatus(status)
        .withTokens(new Tokens(100L, 50_000L))
        .withTimes(new Times(NOON.minusSeconds(600), activity, null, null, null));
  }

  static Session working(String id) {
    return session(id, "working", NOON);
  }

  static Session ended(Session session, String status, @Nullable Instant at) {
    return session.withStatus(status).withTimes(session.times().withEnd(at));
  }

  static Session active(Session session, Instant at) {
    return session.withTimes(session.times().withLastActivity(at));
  }

  static Session startedAt(Session session, @Nullable Instant start) {
    Times times = session.times();
    return session.withTimes(new Times(start, times.lastActivity(), null, null, times.end()));
  }

  static SessionEvent updated(String id, @Nullable String status, @Nullable Instant activity) {
    return new SessionEvent.Updated(new SessionId(id), status, null, null, activity);
  }

  static SessionEvent completed(String id, @Nullable Instant at) {
    return new SessionEvent.Completed(new SessionId(id), at, 100.0, 4_000L);
  }

  static SessionEvent failed(String id, @Nullable Instant at) {
    return new SessionEvent.Failed(new SessionId(id), at, "Token limit exceeded");
  }

  static SessionEvent stalled(String id, @Nullable Instant activity) {
    return new SessionEvent.Stalled(new SessionId(id), activity, Duration.ofMinutes(10));
  }
}
