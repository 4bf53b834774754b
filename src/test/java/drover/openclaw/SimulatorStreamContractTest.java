package drover.openclaw;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drover.base.Backoff;
import drover.base.HealthCheck;
import drover.base.Secret;
import drover.session.Purpose;
import drover.session.Session;
import drover.session.SessionEvent;
import drover.session.SessionFeed;
import drover.session.SessionId;
import drover.simulator.AgentSpec;
import drover.simulator.ApiCall;
import drover.simulator.Fault;
import drover.simulator.SimulatorConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event stream and the simulated server, over real sockets. */
@Timeout(60)
class SimulatorStreamContractTest {
  private static final Instant NOON = SettableClock.NOON;
  private static final StreamTimes QUICK =
      new StreamTimes(
          new Backoff(ofMillis(1), ofMillis(20)),
          ofSeconds(20),
          ofSeconds(90),
          ofSeconds(60),
          ofSeconds(10));

  private SimulatorFixture simulator = new SimulatorFixture();
  private final Told told = new Told();
  private final List<OpenClawFeed> feeds = new ArrayList<>();

  @AfterEach
  void stop() {
    feeds.forEach(OpenClawFeed::close);
    simulator.close();
  }

  @Test
  void allFourEventsAreTold() {
    String id = simulator.agent("one");
    String other = simulator.agent("two");
    OpenClawFeed feed = connect();

    simulator.clock.advance(ofSeconds(1));
    simulator.server.world().progress(id, 70);
    simulator.clock.advance(ofMinutes(10));
    simulator.server.world().stall(id);
    simulator.server.world().recover(id);
    simulator.server.world().complete(id);
    simulator.server.world().fail(other, "Token limit exceeded");
    until(() -> told.events.size() == 5);

    SessionId one = new SessionId(id);
    Instant later = NOON.plusSeconds(601);
    assertThat(told.events)
        .containsExactly(
            new SessionEvent.Updated(one, "working", 70.0, 10_000L, NOON.plusSeconds(1)),
            new SessionEvent.Stalled(one, NOON.plusSeconds(1), ofMinutes(10)),
            new SessionEvent.Updated(one, "working", 70.0, 10_000L, later),
            new SessionEvent.Completed(one, later, 100.0, 10_000L),
            new SessionEvent.Failed(new SessionId(other), later, "Token limit exceeded"));
    assertThat(feed.health().check().state()).isEqualTo(HealthCheck.State.OK);
  }

  @Test
  void terminationsAndArrivalsAreUpdates() {
    OpenClawFeed unused = connect();

    String id = simulator.server.world().arrive(AgentSpec.named("new"));
    simulator.server.world().terminate(id);
    until(() -> told.events.size() == 2);

    assertThat(told.events)
        .extracting(event -> ((SessionEvent.Updated) event).status())
        .containsExactly("working", "terminated");
  }

  @Test
  void theHandshakeCarriesTheKey() {
    OpenClawFeed feed = open(QUICK, null, "wrong");
    until(() -> feed.health().check().text().contains("401"));

    assertThat(feed.health().check().advice()).contains("openclaw.api-key");
    assertThat(told.connected).isZero();
    assertThat(told.gone).isEmpty();
    assertThat(simulator.server.streams()).isZero();
  }

  @Test
  void theOtherAddressOfTheContractServesToo() {
    OpenClawFeed unused =
        open(QUICK, "ws://127.0.0.1:" + simulator.server.port() + "/ws", SimulatorFixture.KEY);

    until(() -> told.connected == 1);
    assertThat(simulator.server.streams()).isOne();
  }

  @Test
  void aStreamThatIsNotThereNamesTheRemedyAndIsTriedAgain() {
    restart(SimulatorFixture.UNLIMITED.withStreamAlias(false));
    OpenClawFeed feed =
        open(QUICK, "ws://127.0.0.1:" + simulator.server.port() + "/ws", SimulatorFixture.KEY);

    until(() -> feed.health().check().text().contains("404"));
    until(() -> simulator.requests(ApiCall.STREAM) >= 3);
    assertThat(feed.health().check().advice()).contains("openclaw.ws-url");
    assertThat(told.connected).isZero();
  }

  @Test
  void refusedHandshakesAreTriedAgainUntilOneIsTaken() {
    for (int status : List.of(404, 503, 429)) {
      long before = simulator.requests(ApiCall.STREAM);
      simulator.server.faults().set(Fault.STREAM_REFUSED, status);
      OpenClawFeed feed = open(QUICK, null, SimulatorFixture.KEY);
      until(() -> feed.health().check().text().contains(Integer.toString(status)));
      until(() -> simulator.requests(ApiCall.STREAM) >= before + 3);

      int connected = told.connected;
      simulator.server.faults().off(Fault.STREAM_REFUSED);
      until(() -> told.connected == connected + 1);
      feed.close();
    }
    assertThat(told.gone).isEmpty();
  }

  @Test
  void aCutStreamComesBackAndAFreshListShowsWhatWasMissed() {
    OpenClawFeed unused = connect();
    assertThat(simulator.gateway.list(Purpose.BACKGROUND).sessions()).isEmpty();

    for (int round = 1; round <= 3; round++) {
      int number = round;
      simulator.server.cutStream();
      String missed = simulator.agent("missed");
      until(() -> told.connected == number + 1);

      assertThat(told.gone).hasSize(number);
      assertThat(simulator.gateway.list(Purpose.BACKGROUND).sessions())
          .extracting(Session::id)
          .contains(new SessionId(missed));
    }
    until(() -> simulator.server.streams() == 1);
  }

  @Test
  void aStreamThatDiesSilentlyIsNoticedByItsPings() {
    OpenClawFeed unused =
        open(
            new StreamTimes(
                QUICK.backoff(), ofMillis(100), QUICK.silence(), QUICK.settled(), QUICK.room()),
            null,
            SimulatorFixture.KEY);
    until(() -> told.connected == 1);

    simulator.server.faults().on(Fault.STREAM_HALF_OPEN);
    until(() -> !told.gone.isEmpty());
    assertThat(told.gone.get(0)).contains("stopped answering pings");

    simulator.server.faults().off(Fault.STREAM_HALF_OPEN);
    String id = simulator.agent("one");
    until(
        () -> {
          simulator.server.world().progress(id, 50);
          return !told.events.isEmpty();
        });
    assertThat(told.connected).isGreaterThan(1);
  }

  @Test
  void aServerThatGoesDownAndComesUpIsFoundAgain() {
    OpenClawFeed feed = connect();

    simulator.server.down();
    until(() -> told.gone.size() == 1);
    until(() -> feed.health().check().state() != HealthCheck.State.OK);
    simulator.server.up();
    until(() -> told.connected == 2 && simulator.server.streams() == 1);
    simulator.server.world().complete(simulator.agent("one"));
    until(() -> told.events.size() == 1);

    assertThat(told.gone).hasSize(1);
    assertThat(feed.health().check().state()).isEqualTo(HealthCheck.State.OK);
  }

  @Test
  void aFeedOpenedBeforeTheServerIsUpConnectsWhenItIs() {
    simulator.server.down();
    OpenClawFeed feed = open(QUICK, null, SimulatorFixture.KEY);
    until(() -> feed.health().check().state() != HealthCheck.State.OK);

    simulator.server.up();

    until(() -> told.connected == 1);
    assertThat(told.gone).isEmpty();
  }

  @Test
  void lostDoubledSwappedAndBrokenEventsAreToldAsTheyCome() {
    OpenClawFeed feed = connect();

    failWith(Fault.EVENT_LOST, "lost");
    failWith(Fault.EVENT_DUPLICATED, "doubled");
    failWith(Fault.EVENT_MALFORMED, "broken");
    failWith(Fault.EVENT_UNKNOWN, "with a stranger");
    failWith(Fault.EVENT_REORDERED, "held");
    fail("overtaking");
    simulator.server.faults().set(Fault.EVENT_DELAY, ofSeconds(30));
    failWith(Fault.EVENT_DELAYED, "late");
    fail("in time");
    until(() -> told.events.size() == 6);
    simulator.clock.advance(ofSeconds(31));
    assertThat(simulator.server.turn()).isPositive();
    until(() -> told.events.size() == 7);

    assertThat(told.events)
        .extracting(event -> ((SessionEvent.Failed) event).error())
        .containsExactly(
            "doubled", "doubled", "with a stranger", "overtaking", "held", "in time", "late");
    assertThat(feed.health().check().text()).contains("1 unreadable").contains("1 of unknown type");
    assertThat(told.gone).isEmpty();
  }

  private void failWith(Fault fault, String error) {
    simulator.server.faults().set(fault, 1);
    fail(error);
    simulator.server.faults().off(fault);
  }

  private void fail(String error) {
    simulator.server.world().fail(simulator.agent("one"), error);
  }

  @Test
  void anotherServersSpellingIsRead() {
    String id = simulator.agent("one");
    OpenClawFeed unused = connect();
    simulator.server.faults().on(Fault.ALIASES);

    simulator.server.world().progress(id, 70);
    simulator.server.world().stall(id);
    simulator.server.world().complete(id);
    until(() -> told.events.size() == 3);

    SessionId one = new SessionId(id);
    assertThat(told.events.get(0))
        .isEqualTo(new SessionEvent.Updated(one, "crunching", 70.0, 10_000L, NOON));
    assertThat(told.events.get(1)).isInstanceOf(SessionEvent.Stalled.class);
    assertThat(told.events.get(2)).isEqualTo(new SessionEvent.Completed(one, NOON, 100.0, 10_000L));
  }

  @Test
  void timesOfEventsAreTheServersOwn() {
    String id = simulator.agent("one");
    OpenClawFeed unused = connect();
    simulator.server.faults().set(Fault.CLOCK_SKEW, ofMinutes(-5));

    simulator.server.world().fail(id, "broke");
    until(() -> told.events.size() == 1);

    assertThat(told.events)
        .containsExactly(
            new SessionEvent.Failed(new SessionId(id), NOON.minus(ofMinutes(5)), "broke"));
  }

  @Test
  void aFloodIsToldToTheLastEvent() {
    String id = simulator.agent("one");
    OpenClawFeed unused = connect();

    simulator.server.flood(5_000);
    until(() -> !told.events.isEmpty() && Objects.equals(lastTokens(), 10_000L + 4_999));

    assertThat(told.gone).isEmpty();
    assertThat(told.events).allMatch(event -> event.session().value().equals(id));
    assertThat(simulator.server.counters().slowClientsCut()).isZero();
  }

  @Test
  void rubbishOnTheWireHurtsNothing() {
    OpenClawFeed feed = connect();

    for (String frame :
        List.of("", "null", "{\"type\":", "\u0000", "[[[]]]", "x".repeat(100_000))) {
      simulator.server.sendRaw(frame);
    }
    simulator.server.world().complete(simulator.agent("one"));
    until(() -> told.events.size() == 1);

    assertThat(told.gone).isEmpty();
    assertThat(feed.health().check().state()).isEqualTo(HealthCheck.State.OK);
  }

  private @Nullable Long lastTokens() {
    SessionEvent last = told.events.get(told.events.size() - 1);
    return ((SessionEvent.Updated) last).tokensUsed();
  }

  private void restart(SimulatorConfig config) {
    simulator.close();
    simulator = new SimulatorFixture(config, ofSeconds(5));
  }

  private OpenClawFeed connect() {
    OpenClawFeed feed = open(QUICK, null, SimulatorFixture.KEY);
    until(() -> told.connected == 1 && simulator.server.streams() == 1);
    return feed;
  }

  private OpenClawFeed open(StreamTimes times, @Nullable String wsUrl, String key) {
    OpenClawFeed feed =
        new OpenClawFeed(
            new OpenClawConfig(
                simulator.server.apiUrl(), new Secret(key), wsUrl, ofSeconds(5), 3, true, 50_000),
            times,
            Clock.systemUTC(),
            new Random(1),
            simulator.gateway::forgetList);
    feeds.add(feed);
    feed.open(told);
    return feed;
  }

  private static void until(Callable<Boolean> condition) {
    await().pollInterval(ofMillis(5)).atMost(Duration.ofSeconds(20)).until(condition);
  }

  private static final class Told implements SessionFeed.Listener {
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> gone = new CopyOnWriteArrayList<>();
    private volatile int connected;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public synchronized void connected() {
      connected++;
    }

    @Override
    public void event(SessionEvent event) {
      events.add(event);
    }

    @Override
    public void disconnected(String reason) {
      gone.add(reason);
    }
  }
}
