package drover.openclaw;

import static drover.openclaw.WatchedServer.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.base.Secret;
import drover.monitor.Board;
import drover.session.KillOrder;
import drover.session.Purpose;
import drover.session.ServerNews;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.Transition;
import drover.session.Transition.Kind;
import drover.simulator.AgentSpec;
import drover.simulator.AgentStatus;
import drover.simulator.AgentView;
import drover.simulator.ApiCall;
import drover.simulator.Fault;
import drover.simulator.FaultDial;
import drover.simulator.Misbehavior;
import drover.simulator.RateLimits;
import drover.simulator.SimulatorConfig;
import drover.simulator.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a server and the way to it do, every end is told, and told once. */
@Timeout(120)
class ServerMoodsTest {
  private WatchedServer watched = new WatchedServer(SimulatorFixture.UNLIMITED);

  @AfterEach
  void stop() {
    watched.close();
  }

  @Test
  void lostDoubledSwappedLateAndBrokenEventsTellEveryEndOnce() {
    for (int seed = 1; seed <= 3; seed++) {
      begin(SimulatorFixture.UNLIMITED.withSeed(seed));
      List<String> agents = agents(60);
      watched.start();
      spoilEvents();

      liveAndDie(agents, new SplittableRandom(seed));
      watched.relist();
      until(() -> watched.ends().size() >= agents.size());
      watched.pass(ofSeconds(31));
      assertThat(watched.simulator.server.turn()).isPositive();
      watched.relist();

      assertThat(watched.ends()).containsExactlyInAnyOrderElementsOf(truth());
    }
  }

  @Test
  void anEndBehindAHalfOpenStreamIsFound() {
    List<String> agents = agents(2);
    watched.start();

    faults().on(Fault.STREAM_HALF_OPEN);
    world().complete(agents.get(0));
    until(
        () -> {
          watched.pass(ofSeconds(11));
          return !watched.told().isEmpty();
        });
    faults().off(Fault.STREAM_HALF_OPEN);

    assertThat(watched.ends()).containsExactly("COMPLETED " + agents.get(0));
  }

  @Test
  void aListThatLagsBehindTheStreamUndoesNothing() {
    List<String> agents = agents(2);
    watched.start();
    faults().on(Fault.STALE_LIST);
    watched.relist();

    world().complete(agents.get(0));
    world().progress(agents.get(1), 77);
    String arrived = world().arrive(AgentSpec.named("new"));
    until(() -> watched.told().size() == 2);
    for (int i = 0; i < 4; i++) {
      watched.simulator.clock.advance(ofSeconds(1));
      world().progress(agents.get(1), 78 + i);
      watched.relist();
    }

    assertThat(watched.told())
        .containsExactlyInAnyOrder("COMPLETED " + agents.get(0), "APPEARED " + arrived);
    assertThat(board(agents.get(1)).progress()).isEqualTo(81.0);
    assertThat(board(agents.get(0)).status()).isEqualTo("completed");
    assertThat(watched.monitor.snapshot().find(new SessionId(arrived))).isPresent();
  }

  @Test
  void aListAskedBeforeAnEndAndAnsweredAfterItChangesNothing() {
    List<String> agents = agents(2);
    watched.start();

    watched.simulator.next(ApiCall.LIST, Misbehavior.slow(ofMillis(700)));
    long before = watched.simulator.requests(ApiCall.LIST);
    watched.pass(ofSeconds(61));
    Instant asked = watched.simulator.clock.instant();
    until(() -> watched.simulator.requests(ApiCall.LIST) > before);
    watched.simulator.clock.advance(ofSeconds(1));
    world().fail(agents.get(0), "broke");
    until(() -> watched.told().size() == 1);
    until(() -> asked.equals(watched.monitor.snapshot().asOf()));

    assertThat(watched.told()).containsExactly("FAILED " + agents.get(0));
    assertThat(board(agents.get(0)).status()).isEqualTo("failed");
  }

  @Test
  void aShortListMakesNobodyVanish() {
    List<String> agents = agents(4);
    watched.start();

    faults().set(Fault.DROPPED_ROWS, 2);
    for (int i = 0; i < 4; i++) {
      watched.relist();
    }
    assertThat(watched.simulator.requests(ApiCall.DETAILS)).isZero();
    faults().off(Fault.DROPPED_ROWS);
    faults().set(Fault.HIDDEN_ROWS, 2);
    agents.forEach(id -> world().progress(id, 50));
    for (int i = 0; i < 4; i++) {
      watched.relist();
    }

    until(() -> watched.simulator.requests(ApiCall.DETAILS) > 0);
    assertThat(watched.told()).isEmpty();
    assertThat(watched.monitor.snapshot().agents()).hasSize(4);
  }

  @Test
  void anAgentThatTheServerForgotHasVanished() {
    List<String> agents = agents(3);
    watched.start();

    world().removeAgent(agents.get(1));
    watched.relist();
    watched.relist();

    until(() -> !watched.told().isEmpty());
    assertThat(watched.told()).containsExactly("VANISHED " + agents.get(1));
  }

  @Test
  void aFailureThatOnlyAListTellsBringsItsWordsFromTheLog() {
    List<String> agents = agents(2);
    watched.start();
    faults().set(Fault.EVENT_LOST, 1);

    world().fail(agents.get(0), "disk is full");
    watched.relist();
    until(() -> !watched.told().isEmpty());

    assertThat(watched.told()).containsExactly("FAILED " + agents.get(0));
    assertThat(watched.heard.heard().get(0).after().session().error())
        .isEqualTo(Session.FROM_LOG + "disk is full");
  }

  /** To a few seconds: our clock jumps while a request that measures the other is on its way. */
  @Test
  void aClockTenMinutesOffIsCorrected() {
    for (Duration skew : List.of(ofMinutes(10), ofMinutes(-10))) {
      begin(SimulatorFixture.UNLIMITED);
      faults().set(Fault.CLOCK_SKEW, (double) skew.toMillis());
      List<String> agents = agents(2);
      Instant start = watched.simulator.clock.instant();
      watched.start();

      watched.pass(ofMinutes(4));
      Instant failedAt = watched.simulator.clock.instant();
      world().fail(agents.get(0), "broke");
      until(() -> watched.told().size() == 1);
      assertThat(watched.heard.heard().get(0).latest())
          .isCloseTo(failedAt, within(3, ChronoUnit.SECONDS));
      watched.pass(ofSeconds(70));
      until(() -> watched.told().size() == 2);

      Transition stall = watched.heard.heard().get(1);
      assertThat(stall.kind()).isEqualTo(Kind.STALLED);
      assertThat(stall.latest()).isCloseTo(start.plus(ofMinutes(5)), within(3, ChronoUnit.SECONDS));
    }
  }

  @Test
  void aServerThatCameUpWithNewIdsIsOnePieceOfNews() {
    agents(5);
    watched.start();
    watched.simulator.clock.advance(ofSeconds(3));

    world().restartWithNewIds();
    until(
        () -> {
          watched.pass(ofMillis(100));
          return !watched.heard.heardNews().isEmpty();
        });
    watched.relist();
    watched.relist();

    assertThat(watched.heard.heardNews())
        .singleElement()
        .isInstanceOfSatisfying(
            ServerNews.Restarted.class,
            news -> {
              assertThat(news.gone()).isEqualTo(5);
              assertThat(news.present()).isEqualTo(5);
            });
    assertThat(watched.told()).isEmpty();
    world().agents().forEach(agent -> world().complete(agent.id()));
    until(() -> watched.ends().size() == 5);
    assertThat(watched.ends()).containsExactlyInAnyOrderElementsOf(truth());
  }

  @Test
  void anOutageIsToldOnceAndSoIsItsEnd() {
    List<String> agents = agents(2);
    watched.start();

    watched.simulator.server.down();
    until(
        () -> {
          watched.pass(ofSeconds(11));
          return !watched.heard.heardNews().isEmpty();
        });
    world().complete(agents.get(0));
    watched.simulator.server.up();
    until(
        () -> {
          watched.pass(ofSeconds(11));
          return watched.heard.heardNews().size() > 1;
        });

    assertThat(watched.heard.heardNews())
        .extracting(news -> news.getClass().getSimpleName())
        .containsExactly("Unreachable", "Back");
    assertThat(watched.told()).contains("COMPLETED " + agents.get(0));
  }

  @Test
  void tenThousandAgentsAreWatchedWithAFewLists() {
    List<String> agents = agents(10_000);
    watched.start();
    faults().set(Fault.EVENT_LOST, 1);
    long before = watched.simulator.server.counters().requests();

    agents.subList(0, 500).forEach(world()::complete);
    watched.relist();
    until(() -> watched.ends().size() == 500);

    assertThat(watched.simulator.server.counters().requests() - before).isBetween(1L, 5L);
    assertThat(watched.ends()).doesNotHaveDuplicates();
  }

  @Test
  void answersSlowerThanThePollIntervalPileUpNowhere() {
    List<String> agents = agents(3);
    watched.start();
    faults().set(Fault.EVENT_LOST, 1);
    faults().set(Fault.LATENCY_MIN, ofMillis(600));
    long before = watched.simulator.requests(ApiCall.LIST);

    world().complete(agents.get(0));
    for (int i = 0; i < 10; i++) {
      watched.pass(ofSeconds(61));
    }
    Board.Snapshot asked = watched.monitor.refreshed(Purpose.PERSON);
    until(() -> watched.ends().size() == 1);

    assertThat(asked.trouble()).isNull();
    assertThat(watched.simulator.requests(ApiCall.LIST) - before).isBetween(1L, 3L);
    assertThat(watched.ends()).containsExactly("COMPLETED " + agents.get(0));
  }

  @Test
  void theBudgetHoldsAndStarvesNeitherPeopleNorKills() {
    begin(
        SimulatorConfig.quiet()
            .withLimits(RateLimits.CONTRACT)
            .withApiKey(new Secret(SimulatorFixture.KEY)));
    List<String> agents = agents(200);
    watched.start();
    watched.pass(ofSeconds(301));

    int killed = 0;
    for (int second = 1; second <= 180; second++) {
      watched.pass(ofSeconds(1));
      if (second % 3 == 0) {
        assertThat(watched.monitor.read(new SessionId(agents.get(199)), Purpose.PERSON))
            .isNotNull();
      }
      if (second % 10 == 0) {
        SessionId victim = new SessionId(agents.get(100 + killed++));
        assertThat(watched.simulator.gateway.kill(victim, new KillOrder("enough", true)))
            .isNotNull();
      }
    }
    until(
        () -> {
          watched.pass(ofSeconds(5));
          return watched.told().size() >= 200 && watched.ends().size() == 18;
        });

    assertThat(watched.simulator.server.counters().limited()).isZero();
    assertThat(watched.ends()).hasSize(18).doesNotHaveDuplicates();
    assertThat(watched.told().stream().filter(told -> told.startsWith("STALLED")))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(182);
  }

  private void begin(SimulatorConfig config) {
    watched.close();
    watched = new WatchedServer(config);
  }

  private void spoilEvents() {
    faults().set(Fault.EVENT_DELAY, ofSeconds(30));
    faults().set(Fault.EVENT_LOST, 0.2);
    faults().set(Fault.EVENT_DUPLICATED, 0.2);
    faults().set(Fault.EVENT_REORDERED, 0.2);
    faults().set(Fault.EVENT_DELAYED, 0.2);
    faults().set(Fault.EVENT_MALFORMED, 0.1);
    faults().set(Fault.EVENT_UNKNOWN, 0.1);
  }

  private void liveAndDie(List<String> agents, SplittableRandom random) {
    List<String> living = new ArrayList<>(agents);
    while (!living.isEmpty()) {
      watched.simulator.clock.advance(ofMillis(500));
      String id = living.get(random.nextInt(living.size()));
      switch (random.nextInt(7)) {
        case 0 -> world().stall(id);
        case 1 -> world().recover(id);
        case 2 -> world().complete(id);
        case 3 -> world().fail(id, "broke");
        case 4 -> world().terminate(id);
        default -> world().progress(id, random.nextInt(100));
      }
      living.removeIf(one -> view(one).status().isOver());
    }
  }

  /** Every end as the server has it. */
  private List<String> truth() {
    return world().agents().stream()
        .filter(agent -> agent.status().isOver())
        .map(agent -> agent.status().wire().toUpperCase(Locale.ROOT) + " " + agent.id())
        .toList();
  }

  private List<String> agents(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(watched.simulator.agent("agent " + i));
    }
    assertThat(view(ids.get(0)).status()).isEqualTo(AgentStatus.WORKING);
    return ids;
  }

  private AgentView view(String id) {
    return world().find(id).orElseThrow();
  }

  private Session board(String id) {
    return watched.monitor.snapshot().find(new SessionId(id)).orElseThrow().session();
  }

  private World world() {
    return watched.simulator.server.world();
  }

  private FaultDial faults() {
    return watched.simulator.server.faults();
  }
}
