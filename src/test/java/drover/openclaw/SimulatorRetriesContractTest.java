package drover.openclaw;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.RespawnOrder;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.simulator.ApiCall;
import drover.simulator.Fault;
import drover.simulator.Misbehavior;
import drover.simulator.RateLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is tried again and what never is, counted at the server. */
@Timeout(60)
class SimulatorRetriesContractTest {
  /** Long enough for an answer on a busy machine, short enough to wait for none. */
  private static final Duration SHORT = ofSeconds(1);

  private static final KillOrder KILL = new KillOrder("enough", false);
  private static final RespawnOrder AGAIN = new RespawnOrder(true, null, null, "again");
  private static final CreateOrder NEW =
      new CreateOrder("name", "task", "prompt", null, null, null, null, null, "Ann");

  /** What may pass by itself. */
  private static final List<Misbehavior> PASSING =
      List.of(
          Misbehavior.status(500),
          Misbehavior.status(503),
          Misbehavior.status(408),
          Misbehavior.rateLimited(ofSeconds(7)),
          Misbehavior.html(),
          Misbehavior.cut(),
          Misbehavior.cutInBody());

  /** What leaves in doubt whether the order was carried out. */
  private static final List<Misbehavior> DOUBTFUL =
      List.of(
          Misbehavior.cut(),
          Misbehavior.cutAfterWork(),
          Misbehavior.cutInBody(),
          Misbehavior.hangAfterWork(),
          Misbehavior.status(500),
          Misbehavior.status(503),
          Misbehavior.status(408),
          Misbehavior.statusAfterWork(500),
          Misbehavior.statusAfterWork(503),
          Misbehavior.html(),
          Misbehavior.garbage());

  private SimulatorFixture simulator = new SimulatorFixture();

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void readingInTheBackgroundOutlivesWhatPasses() {
    SessionId id = new SessionId(simulator.agent("one"));

    reads(id, Purpose.BACKGROUND)
        .forEach(
            (call, read) -> {
              for (Misbehavior misbehavior : PASSING) {
                simulator.clock.advance(ofMinutes(3));
                long before = simulator.requests(call);
                simulator.next(call, misbehavior);

                read.run();

                assertThat(simulator.requests(call) - before).as("%s", misbehavior).isEqualTo(2);
              }
            });
    // Some the library repeats by itself, without a wait; never a 429.
    assertThat(simulator.waits.stream().filter(wait -> wait.compareTo(ofSeconds(7)) >= 0))
        .hasSize(4);
  }

  @Test
  void aHangingAnswerCostsOneTimeOut() {
    SessionId id = new SessionId(simulator.agent("one"));
    simulator.next(ApiCall.METRICS, Misbehavior.hang());

    assertThat(impatient().metrics(id, Purpose.BACKGROUND).tokens().used()).isEqualTo(10_000);
    assertThat(simulator.requests(ApiCall.METRICS)).isEqualTo(2);
  }

  @Test
  void aPersonGetsOneAttempt() {
    SessionId id = new SessionId(simulator.agent("one"));

    reads(id, Purpose.PERSON)
        .forEach(
            (call, read) -> {
              simulator.next(call, Misbehavior.status(503));

              assertThatThrownBy(read::run).isInstanceOf(SessionApiException.Unavailable.class);
              assertThat(simulator.requests(call)).isOne();
            });
    assertThat(simulator.waits).isEmpty();
  }

  @Test
  void readingGivesUpAfterThreeMoreTries() {
    simulator.server.faults().set(Fault.ERROR, 1);

    assertThatThrownBy(() -> simulator.gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Unavailable.class)
        .hasMessageContaining("INTERNAL_ERROR");
    assertThat(simulator.requests(ApiCall.LIST)).isEqualTo(4);
  }

  @Test
  void garbageAndRedirectsElsewhereAreNotAskedForAgain() {
    simulator.next(ApiCall.LIST, Misbehavior.garbage());
    assertThatThrownBy(() -> simulator.gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Unavailable.class)
        .hasMessageContaining("unreadable");

    simulator.next(ApiCall.LIST, Misbehavior.redirect(""));
    assertThatThrownBy(() -> simulator.gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Refused.class)
        .hasMessageContaining("elsewhere.invalid")
        .hasMessageNotContaining(SimulatorFixture.KEY);
    assertThat(simulator.requests(ApiCall.LIST)).isEqualTo(2);
  }

  @Test
  void aRedirectWithinTheServerIsFollowedButNotForEver() {
    String id = simulator.agent("one");
    simulator.next(ApiCall.LIST, Misbehavior.redirect("/api/sessions"));

    assertThat(simulator.gateway.list(Purpose.PERSON).sessions())
        .extracting(session -> session.id().value())
        .containsExactly(id);

    simulator.clock.advance(ofSeconds(10));
    simulator.server.faults().next(ApiCall.LIST, 9, Misbehavior.redirect("/api/sessions"));
    assertThatThrownBy(() -> simulator.gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Refused.class);
    assertThat(simulator.requests(ApiCall.LIST)).isEqualTo(2 + 4);
  }

  @Test
  void aKillIsRepeatedUntilItIsClearAndDoneOnce() {
    for (Misbehavior misbehavior : PASSING) {
      killOnce(misbehavior);
    }
    for (Misbehavior misbehavior :
        List.of(
            Misbehavior.cutAfterWork(),
            Misbehavior.statusAfterWork(500),
            Misbehavior.hang(),
            Misbehavior.hangAfterWork())) {
      killOnce(misbehavior);
    }
  }

  private void killOnce(Misbehavior misbehavior) {
    SessionId id = new SessionId(simulator.agent("one"));
    simulator.clock.advance(ofMinutes(3));
    long requests = simulator.requests(ApiCall.KILL);
    long kills = simulator.server.counters().kills();
    simulator.next(ApiCall.KILL, misbehavior);

    boolean alreadyOver = gatewayFor(misbehavior).kill(id, KILL).alreadyOver();

    assertThat(alreadyOver).as("%s", misbehavior).isEqualTo(misbehavior.afterWork());
    assertThat(simulator.requests(ApiCall.KILL) - requests).isEqualTo(2);
    assertThat(simulator.server.counters().kills() - kills).isOne();
  }

  @Test
  void aRespawnInDoubtIsNeverRepeated() {
    for (Misbehavior misbehavior : DOUBTFUL) {
      SessionId old = failed();
      simulator.clock.advance(ofMinutes(3));
      long requests = simulator.requests(ApiCall.RESPAWN);
      long respawns = simulator.server.counters().respawns();
      simulator.next(ApiCall.RESPAWN, misbehavior);

      assertThatThrownBy(() -> gatewayFor(misbehavior).respawn(old, AGAIN))
          .as("%s", misbehavior)
          .isInstanceOf(SessionApiException.OutcomeUnknown.class);

      assertThat(simulator.requests(ApiCall.RESPAWN) - requests).as("%s", misbehavior).isOne();
      assertThat(simulator.server.counters().respawns() - respawns)
          .isEqualTo(misbehavior.afterWork() ? 1 : 0);
    }
    assertThat(simulator.waits).isEmpty();
  }

  @Test
  void aCreateInDoubtIsNeverRepeated() {
    for (Misbehavior misbehavior : DOUBTFUL) {
      simulator.clock.advance(ofMinutes(3));
      long requests = simulator.requests(ApiCall.CREATE);
      long creates = simulator.server.counters().creates();
      simulator.next(ApiCall.CREATE, misbehavior);

      assertThatThrownBy(() -> gatewayFor(misbehavior).create(NEW))
          .as("%s", misbehavior)
          .isInstanceOf(SessionApiException.OutcomeUnknown.class);

      assertThat(simulator.requests(ApiCall.CREATE) - requests).as("%s", misbehavior).isOne();
      assertThat(simulator.server.counters().creates() - creates)
          .isEqualTo(misbehavior.afterWork() ? 1 : 0);
    }
    assertThat(simulator.waits).isEmpty();
  }

  @Test
  void aSlowYesIsAYes() {
    simulator.next(ApiCall.CREATE, Misbehavior.slow(ofMillis(100)));

    SessionId id = simulator.gateway.create(NEW);

    assertThat(simulator.server.world().find(id.value())).isPresent();
    assertThat(simulator.requests(ApiCall.CREATE)).isOne();
  }

  @Test
  void ordersThatWereThrottledAreGivenAgainAfterTheWait() {
    SessionId old = failed();
    simulator.next(ApiCall.RESPAWN, Misbehavior.rateLimited(ofSeconds(7)));
    simulator.next(ApiCall.CREATE, Misbehavior.rateLimited(ofSeconds(9)));

    SessionId respawned = simulator.gateway.respawn(old, AGAIN);
    SessionId created = simulator.gateway.create(NEW);

    assertThat(simulator.server.world().find(respawned.value())).isPresent();
    assertThat(simulator.server.world().find(created.value())).isPresent();
    assertThat(simulator.server.counters().respawns()).isOne();
    assertThat(simulator.server.counters().creates()).isOne();
    assertThat(simulator.waits).containsExactly(ofSeconds(7), ofSeconds(9));
  }

  @Test
  void anOrderWaitsForNoLongerThanAPersonWould() {
    simulator.next(ApiCall.CREATE, Misbehavior.rateLimited(ofSeconds(21)));

    assertThatThrownBy(() -> simulator.gateway.create(NEW))
        .isInstanceOfSatisfying(
            SessionApiException.RateLimited.class,
            e -> assertThat(e.retryAfter()).isEqualTo(ofSeconds(21)));
    assertThat(simulator.requests(ApiCall.CREATE)).isOne();
  }

  @Test
  void a429WithoutAWaitStillMeansAWait() {
    simulator.next(ApiCall.LIST, Misbehavior.rateLimited(Duration.ZERO));

    assertThatThrownBy(() -> simulator.gateway.list(Purpose.PERSON))
        .isInstanceOfSatisfying(
            SessionApiException.RateLimited.class, e -> assertThat(e.retryAfter()).isPositive());
  }

  @Test
  void ordersThatNeverLeftAreGivenAgainOnceTheServerIsBack() {
    SessionId old = failed();
    simulator.duringWaits(
        () -> {
          if (!simulator.server.isUp()) {
            simulator.server.up();
          }
        });

    simulator.server.down();
    SessionId respawned = simulator.gateway.respawn(old, AGAIN);
    simulator.server.down();
    SessionId created = simulator.gateway.create(NEW);
    simulator.server.down();
    boolean alreadyOver = simulator.gateway.kill(created, KILL).alreadyOver();
    simulator.server.down();
    int listed = simulator.gateway.list(Purpose.BACKGROUND).sessions().size();

    assertThat(respawned).isNotEqualTo(created);
    assertThat(alreadyOver).isFalse();
    assertThat(listed).isEqualTo(3);
    assertThat(simulator.server.counters().respawns()).isOne();
    assertThat(simulator.server.counters().creates()).isOne();
    assertThat(simulator.server.counters().kills()).isOne();
    assertThat(simulator.waits).hasSize(4);
  }

  @Test
  void aServerThatStaysAwayDidNothing() {
    SessionId old = failed();
    simulator.server.down();

    assertThatThrownBy(() -> simulator.gateway.respawn(old, AGAIN))
        .isInstanceOf(SessionApiException.Unavailable.class);
    assertThatThrownBy(() -> simulator.gateway.create(NEW))
        .isInstanceOf(SessionApiException.Unavailable.class);
    assertThatThrownBy(() -> simulator.gateway.list(Purpose.PERSON))
        .isInstanceOf(SessionApiException.Unavailable.class);
    assertThat(simulator.gateway.health().check().state().name()).isEqualTo("DOWN");
  }

  @Test
  void aRedirectedOrderIsRefusedAndNotFollowed() {
    SessionId old = failed();
    simulator.next(ApiCall.RESPAWN, Misbehavior.redirect("/api/sessions/" + old + "/respawn"));

    assertThatThrownBy(() -> simulator.gateway.respawn(old, AGAIN))
        .isInstanceOf(SessionApiException.Refused.class);
    assertThat(simulator.requests(ApiCall.RESPAWN)).isOne();
  }

  @Test
  void theServersOwnLimitIsObeyedToTheSecond() {
    restart(new RateLimits(2, 10, 50, ofMinutes(1)));
    SessionId id = new SessionId(simulator.agent("one"));
    var first = simulator.gateway.details(id, Purpose.BACKGROUND);
    simulator.clock.advance(ofSeconds(15));
    assertThat(simulator.gateway.details(id, Purpose.BACKGROUND)).isEqualTo(first);

    assertThatThrownBy(() -> simulator.gateway.details(id, Purpose.PERSON))
        .isInstanceOfSatisfying(
            SessionApiException.RateLimited.class,
            e -> assertThat(e.retryAfter()).isBetween(ofSeconds(45), ofSeconds(46)))
        .hasMessageContaining("RATE_LIMIT_EXCEEDED");

    assertThat(simulator.gateway.details(id, Purpose.BACKGROUND)).isEqualTo(first);
    assertThat(simulator.waits).hasSize(1);
    assertThat(simulator.waits.get(0)).isBetween(ofSeconds(45), ofSeconds(46));
  }

  @Test
  void tooManyOrdersAreRateLimited() {
    restart(new RateLimits(100, 1, 1, ofMinutes(1)));
    SessionId one = new SessionId(simulator.agent("one"));
    SessionId two = failed();
    assertThat(simulator.gateway.kill(one, KILL).alreadyOver()).isFalse();
    SessionId created = simulator.gateway.create(NEW);
    simulator.clock.advance(ofSeconds(10));

    assertThatThrownBy(() -> simulator.gateway.respawn(two, AGAIN))
        .isInstanceOf(SessionApiException.RateLimited.class);
    assertThatThrownBy(() -> simulator.gateway.create(NEW))
        .isInstanceOf(SessionApiException.RateLimited.class);
    assertThat(simulator.gateway.kill(created, KILL).alreadyOver()).isFalse();
    assertThat(simulator.server.counters().kills()).isEqualTo(2);
  }

  @Test
  void theContractsLimitsAreNeverMet() {
    restart(RateLimits.CONTRACT);
    SessionId id = new SessionId(simulator.agent("one"));

    for (int i = 0; i < 150; i++) {
      assertThat(simulator.gateway.metrics(id, Purpose.BACKGROUND).tokens().used()).isPositive();
    }
    for (int i = 0; i < 12; i++) {
      simulator.clock.advance(ofSeconds(6));
      SessionId fresh = simulator.gateway.create(NEW);
      assertThat(simulator.gateway.kill(fresh, KILL).alreadyOver()).isFalse();
    }

    assertThat(simulator.requests(ApiCall.METRICS)).isEqualTo(150);
    assertThat(simulator.requests(ApiCall.CREATE)).isEqualTo(12);
    assertThat(simulator.server.counters().creates()).isEqualTo(12);
  }

  private OpenClawGateway gatewayFor(Misbehavior misbehavior) {
    return misbehavior.kind() == Misbehavior.Kind.HANG ? impatient() : simulator.gateway;
  }

  private OpenClawGateway impatient() {
    return simulator.gateway(simulator.server.apiUrl(), SimulatorFixture.KEY, SHORT);
  }

  private void restart(RateLimits limits) {
    simulator.close();
    simulator = new SimulatorFixture(SimulatorFixture.UNLIMITED.withLimits(limits), ofSeconds(10));
  }

  private SessionId failed() {
    String id = simulator.agent("failed");
    simulator.server.world().fail(id, "broke");
    return new SessionId(id);
  }

  private Map<ApiCall, Runnable> reads(SessionId id, Purpose purpose) {
    OpenClawGateway gateway = simulator.gateway;
    LogQuery query = new LogQuery(null, 10, 0);
    Map<ApiCall, Runnable> reads = new LinkedHashMap<>();
    reads.put(ApiCall.LIST, () -> assertThat(gateway.list(purpose).sessions()).hasSize(1));
    reads.put(ApiCall.DETAILS, () -> assertThat(gateway.details(id, purpose).id()).isEqualTo(id));
    reads.put(
        ApiCall.LOGS, () -> assertThat(gateway.logs(id, query, purpose).entries()).hasSize(1));
    reads.put(
        ApiCall.METRICS,
        () -> assertThat(gateway.metrics(id, purpose).tokens().used()).isEqualTo(10_000));
    return reads;
  }
}
