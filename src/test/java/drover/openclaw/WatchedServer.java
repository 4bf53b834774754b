package drover.openclaw;

import static org.awaitility.Awaitility.await;

import drover.base.Backoff;
import drover.base.Secret;
import drover.monitor.Monitor;
import drover.monitor.MonitorConfig;
import drover.monitor.MonitorPorts;
import drover.monitor.TokenLevels;
import drover.session.Transition;
import drover.simulator.SimulatorConfig;
import drover.testing.DirectTransactor;
import drover.testing.FakeBeliefStore;
import drover.testing.FakeStallPatience;
import drover.testing.RecordingListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * A monitor with threads of its own that watches a simulated server over real sockets. What both
 * take for time moves when told.
 */
final class WatchedServer implements AutoCloseable {
  static final Duration POLL = Duration.ofSeconds(10);
  static final Duration RELIST = Duration.ofSeconds(60);
  private static final StreamTimes QUICK =
      new StreamTimes(
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
          Duration.ofMillis(200),
          Duration.ofSeconds(90),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));

  final SimulatorFixture simulator;
  final RecordingListener heard = new RecordingListener();
  final Monitor monitor;
  private final OpenClawFeed feed;

  WatchedServer(SimulatorConfig config) {
    simulator = new SimulatorFixture(config, Duration.ofSeconds(10));
    FakeBeliefStore store = new FakeBeliefStore();
    monitor =
        new Monitor(
            new MonitorConfig(
                Duration.ofMinutes(5),
                new TokenLevels(List.of(70, 90)),
                Duration.ofSeconds(15),
                POLL,
                RELIST,
                Duration.ofSeconds(10),
                Duration.ofHours(24),
                Duration.ZERO),
            new MonitorPorts(
                simulator.gateway,
                store,
                new FakeStallPatience(),
                new DirectTransactor(store, heard)),
            simulator.clock,
            new Random(1),
            new SimpleMeterRegistry());
    monitor.listen(heard);
    monitor.listenForNews(heard.news());
    feed =
        new OpenClawFeed(
            new OpenClawConfig(
                simulator.server.apiUrl(),
                new Secret(SimulatorFixture.KEY),
                null,
                Duration.ofSeconds(5),
                3,
                true,
                50_000),
            QUICK,
            Clock.systemUTC(),
            new Random(1),
            simulator.gateway::forgetList);
  }

  /** Learns who is there, a second later stands connected and has listed. */
  void start() {
    monitor.start();
    until(() -> monitor.snapshot().asOf() != null);
    simulator.clock.advance(Duration.ofSeconds(1));
    feed.open(monitor);
    awaitList();
  }

  /** Lets time pass, and the board look around. */
  void pass(Duration time) {
    simulator.clock.advance(time);
    monitor.sweep().run();
  }

  /** Lets time pass until a list is due, and waits for it. */
  void relist() {
    pass(RELIST.plusSeconds(1));
    awaitList();
  }

  /** Waits for a list that is asked for now or later; a list on its way may have delayed it. */
  private void awaitList() {
    Instant due = simulator.clock.instant();
    int[] polls = {0};
    until(
        () -> {
          Instant asOf = monitor.snapshot().asOf();
          if (++polls[0] % 1_000 == 0) {
            monitor.connected();
            pass(Duration.ofSeconds(4));
          }
          return asOf != null && !asOf.isBefore(due);
        });
  }

  List<String> told() {
    return heard.told();
  }

  /** Each end as "KIND session". */
  List<String> ends() {
    return heard.heard().stream()
        .filter(transition -> transition.kind().isEnd())
        .map(WatchedServer::words)
        .toList();
  }

  private static String words(Transition transition) {
    return transition.kind() + " " + transition.life().session();
  }

  static void until(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30)).until(condition);
  }

  @Override
  public void close() {
    feed.close();
    monitor.stop();
    simulator.close();
  }
}
