package drover.openclaw;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.KillOutcome;
import drover.session.LogPage;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.RespawnOrder;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.SessionMetrics;
import drover.session.SessionStatus;
import drover.simulator.AgentSpec;
import drover.simulator.AgentStatus;
import drover.simulator.AgentView;
import drover.simulator.ApiCall;
import drover.simulator.Fault;
import drover.simulator.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The seven calls and the strict server that stands for the contract, over real sockets. */
@Timeout(60)
class SimulatorContractTest {
  private static final Instant NOON = SettableClock.NOON;
  private static final SessionId NOBODY = new SessionId("4b8g5f9c-663d-42f4-d6gc-7fg48e892f9g");
  private static final LogQuery HUNDRED = new LogQuery(null, 100, 0);
  private static final KillOrder KILL = new KillOrder("Killed by Ann via Telegram", false);
  private static final RespawnOrder AGAIN = new RespawnOrder(true, null, null, "again");

  private final SimulatorFixture simulator = new SimulatorFixture();
  private final OpenClawGateway gateway = simulator.gateway;

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theListTellsEveryFieldOfEverySession() {
    String parent = simulator.agent("parent");
    String child =
        simulator
            .server
            .world()
            .addAgent(
                AgentSpec.named("Constitution V3 Merge")
                    .withTexts("Merge both", "Full prompt", "/out/CONSTITUTION-V3.md")
                    .withProgress(65)
                    .withTokens(15_420, 75_000)
                    .withTimes(NOON.minus(ofMinutes(12)), NOON.minus(ofSeconds(30)))
                    .withExpectedDuration(ofMinutes(75))
                    .withParent(parent)
                    .withPriority("critical"));

    SessionList list = gateway.list(Purpose.PERSON);

    assertThat(list.total()).isEqualTo(2);
    assertThat(list.serverTime()).isEqualTo(NOON);
    assertThat(list.askedAt()).isEqualTo(NOON);
    assertThat(list.unreadable()).isZero();
    assertThat(list.sessions().get(0).family()).isEqualTo(Session.Family.NONE);
    assertThat(list.sessions().get(1))
        .isEqualTo(
            new Session(
                new SessionId(child),
                "Constitution V3 Merge",
                "working",
                "Merge both",
                65.0,
                new Session.Tokens(15_420L, 75_000L),
                new Session.Times(
                    NOON.minus(ofMinutes(12)),
                    NOON.minus(ofSeconds(30)),
                    NOON.plus(ofMinutes(63)),
                    null,
                    null),
                "critical",
                "/out/CONSTITUTION-V3.md",
                new Session.Origin("api", "main", null, null, null),
                new Session.Family(new SessionId(parent), List.of()),
                null,
                null));
  }

  @Test
  void everyStatusOfTheContractIsRead() {
    for (AgentStatus status : AgentStatus.values()) {
      String unused =
          simulator.server.world().addAgent(AgentSpec.named(status.name()).withStatus(status));
    }

    List<Session> sessions = gateway.list(Purpose.PERSON).sessions();

    assertThat(sessions)
        .hasSize(AgentStatus.values().length)
        .allSatisfy(
            session ->
                assertThat(SessionStatus.parse(session.status()).map(Enum::name))
                    .contains(session.displayName()));
    assertThat(sessions.stream().filter(session -> session.times().end() != null))
        .extracting(Session::name)
        .containsExactly("COMPLETED");
  }

  @Test
  void anEmptyServerHasAnEmptyList() {
    SessionList list = gateway.list(Purpose.BACKGROUND);

    assertThat(list.sessions()).isEmpty();
    assertThat(list.total()).isZero();
  }

  @Test
  void aListThatLeavesRowsOutStillTellsHowManyThereAre() {
    String unused = simulator.agent("one") + simulator.agent("two") + simulator.agent("three");
    simulator.server.faults().set(Fault.DROPPED_ROWS, 2);

    SessionList list = gateway.list(Purpose.PERSON);

    assertThat(list.sessions()).hasSize(1);
    assertThat(list.total()).isEqualTo(3);
  }

  @Test
  void aBareArrayIsAListWithoutTotalAndTime() {
    String id = simulator.agent("one");
    simulator.server.faults().on(Fault.BARE_LIST);

    SessionList list = gateway.list(Purpose.PERSON);

    assertThat(list.sessions()).extracting(Session::id).containsExactly(new SessionId(id));
    assertThat(list.total()).isNull();
    assertThat(list.serverTime()).isNull();
  }

  @Test
  void detailsAddThePromptTheChildrenAndWhatRunsIt() {
    SessionId id = new SessionId(simulator.agent("one"));
    String child =
        simulator.server.world().addAgent(AgentSpec.named("child").withParent(id.value()));

    Session session = gateway.details(id, Purpose.PERSON);

    assertThat(session.prompt()).isEqualTo("Prompt of one");
    assertThat(session.task()).isEqualTo("Task of one");
    assertThat(session.family()).isEqualTo(new Session.Family(null, List.of(new SessionId(child))));
    assertThat(session.origin())
        .isEqualTo(
            new Session.Origin(
                "api", "main", "simulator", "anthropic/claude-sonnet-4-20250514", null));
    assertThat(session.times())
        .isEqualTo(new Session.Times(NOON, NOON, NOON.plus(ofHours(1)), null, null));
    simulator.clock.advance(ofSeconds(1));
    simulator.server.world().complete(id.value());
    assertThat(gateway.details(id, Purpose.PERSON).times().end()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void logsComeByLevelPageAndWithTheirContext() {
    SessionId id = new SessionId(simulator.agent("one"));
    for (String level : List.of("debug", "info", "warn", "error")) {
      for (int i = 0; i < 3; i++) {
        simulator.clock.advance(ofSeconds(1));
        simulator.server.world().log(id.value(), level, level + i, Map.of("i", i, "x", "<y>"));
      }
    }

    LogPage page = gateway.logs(id, new LogQuery(null, 5, 2), Purpose.PERSON);

    assertThat(page.entries())
        .extracting(entry -> entry.level() + " " + entry.message())
        .containsExactly("error error0", "warn warn2", "warn warn1", "warn warn0", "info info2");
    assertThat(page.entries().get(0).context()).isEqualTo(Map.of("i", "0", "x", "<y>"));
    assertThat(page.entries().get(0).at()).isEqualTo(NOON.plusSeconds(10));
    assertThat(page.total()).isEqualTo(13);
    assertThat(page.hasMore()).isTrue();
    for (String level : List.of("debug", "info", "warn", "error")) {
      LogPage some = gateway.logs(id, new LogQuery(level, 1000, 0), Purpose.PERSON);
      assertThat(some.entries()).extracting(entry -> entry.level()).containsOnly(level);
      assertThat(some.total()).isEqualTo(level.equals("info") ? 4 : 3);
      assertThat(some.hasMore()).isFalse();
    }
    LogPage beyond = gateway.logs(id, new LogQuery("warn", 1, 100), Purpose.PERSON);
    assertThat(beyond.entries()).isEmpty();
    assertThat(beyond.hasMore()).isFalse();
  }

  @Test
  void metricsComeInFourGroups() {
    SessionId id =
        new SessionId(
            simulator
                .server
                .world()
                .addAgent(
                    AgentSpec.named("one")
                        .withTokens(15_420, 50_000)
                        .withProgress(65)
                        .withTimes(NOON.minus(ofMinutes(12)), NOON)
                        .withExpectedDuration(ofMinutes(75))));
    AgentView.Figures figures = simulator.server.world().find(id.value()).orElseThrow().figures();

    SessionMetrics metrics = gateway.metrics(id, Purpose.PERSON);

    assertThat(metrics.tokens())
        .isEqualTo(new SessionMetrics.TokenUse(15_420L, 50_000L, 30.84, 1285.0));
    assertThat(metrics.timing())
        .isEqualTo(
            new SessionMetrics.Timing(
                NOON.minus(ofMinutes(12)), ofMinutes(12), ofMinutes(75), NOON.plus(ofMinutes(63))));
    assertThat(metrics.work())
        .isEqualTo(
            new SessionMetrics.Work(
                65.0, figures.tasksCompleted(), figures.tasksTotal(), figures.currentTask()));
    assertThat(metrics.performance())
        .isEqualTo(
            new SessionMetrics.Performance(
                figures.memoryMegabytes(), figures.cpuSeconds(), figures.ioOperations()));
  }

  @Test
  void aKillTellsItsReasonAndASecondOneFindsItOver() {
    SessionId id = new SessionId(simulator.agent("one"));

    assertThat(gateway.kill(id, KILL)).isEqualTo(new KillOutcome(false, "terminated"));
    assertThat(gateway.kill(id, KILL)).isEqualTo(new KillOutcome(true, null));

    assertThat(status(id)).isEqualTo(AgentStatus.TERMINATED);
    assertThat(simulator.server.counters().kills()).isOne();
    assertThat(simulator.server.world().logs(id.value()))
        .extracting(LogLine::message)
        .contains("Termination requested: Killed by Ann via Telegram");
  }

  @Test
  void onlyForceEndsAStubbornAgent() {
    SessionId id = new SessionId(simulator.agent("one"));
    simulator.server.world().makeStubborn(id.value(), true);

    assertThat(gateway.kill(id, KILL).alreadyOver()).isFalse();
    assertThat(status(id)).isEqualTo(AgentStatus.WORKING);
    assertThat(gateway.kill(id, new KillOrder("now", true)).alreadyOver()).isFalse();
    assertThat(status(id)).isEqualTo(AgentStatus.TERMINATED);
  }

  @Test
  void whoeverEndedByItselfIsAlreadyOverForAKill() {
    SessionId completed = new SessionId(simulator.agent("one"));
    SessionId failed = new SessionId(simulator.agent("two"));
    simulator.server.world().complete(completed.value());
    simulator.server.world().fail(failed.value(), "broke");

    assertThat(gateway.kill(completed, KILL).alreadyOver()).isTrue();
    assertThat(gateway.kill(failed, KILL).alreadyOver()).isTrue();
    assertThat(simulator.server.counters().kills()).isZero();
  }

  @Test
  void aRespawnCarriesEveryWish() {
    SessionId old = failed("one");

    SessionId fresh =
        gateway.respawn(old, new RespawnOrder(false, 75_000L, "high", "Respawning <it>"));

    AgentView agent = simulator.server.world().find(fresh.value()).orElseThrow();
    assertThat(fresh).isNotEqualTo(old);
    assertThat(agent.progress()).isEqualTo(25);
    assertThat(agent.tokensLimit()).isEqualTo(75_000);
    assertThat(agent.priority()).isEqualTo("high");
    assertThat(simulator.server.world().logs(fresh.value()).get(0).message())
        .endsWith(": Respawning <it>");
  }

  @Test
  void aRespawnWithoutWishesKeepsWhatWas() {
    SessionId old =
        new SessionId(
            simulator
                .server
                .world()
                .addAgent(
                    AgentSpec.named("one")
                        .withTokens(1, 60_000)
                        .withPriority("low")
                        .withStatus(AgentStatus.STALLED)));

    SessionId fresh = gateway.respawn(old, AGAIN);

    AgentView agent = simulator.server.world().find(fresh.value()).orElseThrow();
    assertThat(agent.progress()).isZero();
    assertThat(agent.tokensLimit()).isEqualTo(60_000);
    assertThat(agent.priority()).isEqualTo("low");
    assertThat(simulator.server.counters().respawns()).isOne();
  }

  @Test
  void aNewSessionGetsAllThatWasOrdered() {
    String parent = simulator.agent("parent");

    SessionId id =
        gateway.create(
            new CreateOrder(
                "New Agent Task",
                "Description",
                "Full prompt\nin two lines \uD83E\uDD16",
                "critical",
                60_000L,
                ofHours(1),
                "/path/to/output",
                new SessionId(parent),
                "Ann"));

    AgentView agent = simulator.server.world().find(id.value()).orElseThrow();
    assertThat(agent.name()).isEqualTo("New Agent Task");
    assertThat(agent.task()).isEqualTo("Description");
    assertThat(agent.prompt()).isEqualTo("Full prompt\nin two lines \uD83E\uDD16");
    assertThat(agent.priority()).isEqualTo("critical");
    assertThat(agent.tokensLimit()).isEqualTo(60_000);
    assertThat(agent.expectedCompletion()).isEqualTo(NOON.plus(ofHours(1)));
    assertThat(agent.outputPath()).isEqualTo("/path/to/output");
    assertThat(agent.parent()).isEqualTo(parent);
    assertThat(agent.metadata()).containsEntry("requester", "Ann");
    Session.Origin origin = gateway.details(id, Purpose.PERSON).origin();
    assertThat(origin.requester()).isEqualTo("Ann");
    assertThat(origin.channel()).isEqualTo("telegram");
  }

  @Test
  void aNewSessionNeedsNoMoreThanANameAndAPrompt() {
    SessionId id = gateway.create(order(null, null));

    assertThat(status(id)).isEqualTo(AgentStatus.SPAWNING);
    assertThat(simulator.server.counters().creates()).isOne();
  }

  @Test
  void orderedThingsAreInTheNextList() {
    assertThat(gateway.list(Purpose.PERSON).sessions()).isEmpty();

    SessionId id = gateway.create(order(null, null));

    assertThat(gateway.list(Purpose.PERSON).sessions()).extracting(Session::id).containsExactly(id);
  }

  @Test
  void hostileIdsAndTextsSurviveEveryCall() {
    SessionId id = new SessionId(simulator.server.world().addHostileAgent());
    AgentView agent = simulator.server.world().find(id.value()).orElseThrow();

    Session listed = gateway.list(Purpose.PERSON).sessions().get(0);
    Session detailed = gateway.details(id, Purpose.PERSON);

    assertThat(listed.id()).isEqualTo(id);
    assertThat(detailed.name()).isEqualTo(agent.name());
    assertThat(detailed.task()).isEqualTo(agent.task()).hasSizeGreaterThan(9_000);
    assertThat(detailed.prompt()).isEqualTo(agent.prompt());
    assertThat(detailed.priority()).isEqualTo("<u>urgent</u>");
    assertThat(gateway.logs(id, HUNDRED, Purpose.PERSON).entries()).hasSize(1);
    assertThat(gateway.metrics(id, Purpose.PERSON).tokens().used()).isEqualTo(10_000);
    assertThat(gateway.kill(id, KILL).alreadyOver()).isFalse();
    assertThat(gateway.respawn(id, AGAIN)).isNotEqualTo(id);
  }

  @Test
  void idsAreNeverTakenForPartsOfAnAddress() {
    for (String odd :
        List.of(
            "a/b",
            "a//b",
            "%",
            "%2e%2e",
            "a b",
            "a?limit=1",
            "a#b",
            "\u00fc\uD83E\uDD16",
            ";a=b",
            "a/kill",
            "...")) {
      String unused = simulator.server.world().addAgent(AgentSpec.named(odd).withId(odd));
      SessionId id = new SessionId(odd);

      assertThat(gateway.details(id, Purpose.BACKGROUND).name()).isEqualTo(odd);
      assertThat(gateway.kill(id, KILL).alreadyOver()).isFalse();
    }
    assertThat(simulator.requests(ApiCall.UNKNOWN)).isZero();
  }

  @Test
  void anotherServersNamesNullsAndTextNumbersMeanTheSame() {
    String id =
        simulator
            .server
            .world()
            .addAgent(
                AgentSpec.named("one")
                    .withTexts("task", "prompt", "/out")
                    .withTokens(15_420, 75_000)
                    .withTimes(NOON.minus(ofMinutes(2)), NOON.minus(ofMinutes(1))));
    simulator.server.faults().on(Fault.ALIASES);

    Session listed = gateway.list(Purpose.PERSON).sessions().get(0);

    assertThat(listed.id().value()).isEqualTo(id);
    assertThat(listed.name()).isEqualTo("one");
    assertThat(listed.status()).isEqualTo("crunching");
    assertThat(SessionStatus.parse(listed.status())).isEmpty();
    assertThat(listed.task()).isEqualTo("task");
    assertThat(listed.progress()).isEqualTo(25);
    assertThat(listed.tokens()).isEqualTo(new Session.Tokens(15_420L, 75_000L));
    assertThat(listed.times().start()).isEqualTo(NOON.minus(ofMinutes(2)));
    assertThat(listed.times().lastActivity()).isEqualTo(NOON.minus(ofMinutes(1)));
    assertThat(listed.outputPath()).isEqualTo("/out");
    Session detailed = gateway.details(new SessionId(id), Purpose.PERSON);
    assertThat(detailed.withPrompt(null).withOrigin(listed.origin())).isEqualTo(listed);
    assertThat(detailed.prompt()).isEqualTo("prompt");
    SessionMetrics metrics = gateway.metrics(new SessionId(id), Purpose.PERSON);
    assertThat(metrics.tokens().used()).isEqualTo(15_420);
    assertThat(metrics.timing().duration()).isEqualTo(ofMinutes(2));
    assertThat(gateway.health().check().text()).contains("1 unknown statuses");
  }

  @Test
  void anotherServersWordsForTheEndsAreRead() {
    simulator.server.faults().on(Fault.ALIASES);
    for (AgentStatus status :
        List.of(
            AgentStatus.SPAWNING,
            AgentStatus.COMPLETED,
            AgentStatus.FAILED,
            AgentStatus.TERMINATED)) {
      String unused =
          simulator.server.world().addAgent(AgentSpec.named(status.name()).withStatus(status));
    }

    assertThat(gateway.list(Purpose.PERSON).sessions())
        .hasSize(4)
        .allSatisfy(
            session ->
                assertThat(SessionStatus.parse(session.status()).map(Enum::name))
                    .contains(session.displayName()));
  }

  @Test
  void theServersClockIsKnownFromItsAnswers() {
    for (Duration skew : List.of(ofHours(26), ofMinutes(-7), ofMillis(1_500), Duration.ZERO)) {
      simulator.server.faults().set(Fault.CLOCK_SKEW, skew);
      simulator.clock.advance(ofSeconds(5));

      SessionList list = gateway.list(Purpose.BACKGROUND);

      assertThat(gateway.clockOffset()).isEqualTo(skew);
      assertThat(list.serverTime()).isEqualTo(simulator.clock.instant().plus(skew));
    }
  }

  @Test
  void aServerThatOnlyDatesItsAnswersIsKnownToTheSecond() {
    SessionId id = new SessionId(simulator.agent("one"));
    simulator.server.faults().on(Fault.BARE_LIST);
    simulator.server.faults().set(Fault.CLOCK_SKEW, ofMinutes(7));

    SessionList unused = gateway.list(Purpose.BACKGROUND);
    assertThat(gateway.clockOffset()).isBetween(ofMinutes(7), ofMinutes(7).plusSeconds(1));

    simulator.server.faults().set(Fault.CLOCK_SKEW, ofMinutes(-7));
    Session unusedToo = gateway.details(id, Purpose.BACKGROUND);
    assertThat(gateway.clockOffset()).isBetween(ofMinutes(-7), ofMinutes(-7).plusSeconds(1));
  }

  @Test
  void whoIsNotThereIsNotFoundByAnyCall() {
    List<Runnable> calls =
        List.of(
            () -> gateway.details(NOBODY, Purpose.BACKGROUND),
            () -> gateway.logs(NOBODY, HUNDRED, Purpose.BACKGROUND),
            () -> gateway.metrics(NOBODY, Purpose.BACKGROUND),
            () -> gateway.kill(NOBODY, KILL),
            () -> gateway.respawn(NOBODY, AGAIN),
            () -> gateway.create(order(NOBODY, null)));

    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(SessionApiException.NotFound.class)
          .hasMessageContaining("SESSION_NOT_FOUND")
          .hasMessageContaining(NOBODY.value());
    }
    assertThat(simulator.server.counters().requests()).isEqualTo(calls.size());
    assertThat(simulator.waits).isEmpty();
  }

  @Test
  void aTokenLimitAboveTheMostIsInvalid() {
    SessionId old = failed("one");

    assertThatThrownBy(() -> gateway.create(order(null, 1_000_001L)))
        .isInstanceOf(SessionApiException.InvalidTokenLimit.class)
        .hasMessageContaining("1000000");
    assertThatThrownBy(
            () -> gateway.respawn(old, new RespawnOrder(true, 1_000_001L, null, "again")))
        .isInstanceOf(SessionApiException.InvalidTokenLimit.class);
    assertThat(simulator.server.counters().creates()).isZero();
    assertThat(simulator.server.counters().respawns()).isZero();
  }

  @Test
  void whoRunsOrIsDoneCannotBeRespawned() {
    SessionId running = new SessionId(simulator.agent("one"));
    SessionId done = new SessionId(simulator.agent("two"));
    simulator.server.world().complete(done.value());

    for (SessionId id : List.of(running, done)) {
      assertThatThrownBy(() -> gateway.respawn(id, AGAIN))
          .isInstanceOf(SessionApiException.RespawnNotAllowed.class)
          .hasMessageContaining("RESPAWN_NOT_ALLOWED");
    }
  }

  @Test
  void withoutTheRightKeyNothingIsAllowed() {
    SessionId id = failed("one");

    for (@Nullable String key : new @Nullable String[] {null, "wrong"}) {
      OpenClawGateway stranger = simulator.gateway(simulator.server.apiUrl(), key, ofSeconds(5));
      List<Runnable> calls =
          List.of(
              () -> stranger.list(Purpose.BACKGROUND),
              () -> stranger.details(id, Purpose.BACKGROUND),
              () -> stranger.logs(id, HUNDRED, Purpose.BACKGROUND),
              () -> stranger.metrics(id, Purpose.BACKGROUND),
              () -> stranger.kill(id, KILL),
              () -> stranger.respawn(id, AGAIN),
              () -> stranger.create(order(null, null)));
      for (Runnable call : calls) {
        assertThatThrownBy(call::run)
            .isInstanceOf(SessionApiException.Unauthorized.class)
            .hasMessageContaining("UNAUTHORIZED");
      }
      assertThat(stranger.health().check().advice()).contains("openclaw.api-key");
    }
    assertThat(simulator.server.counters().respawns()).isZero();
    assertThat(simulator.server.counters().creates()).isZero();
  }

  @Test
  void aWrongAddressIsSaidToBeOne() {
    String wrong = simulator.server.apiUrl().replace("/api", "/apix");
    OpenClawGateway lost = simulator.gateway(wrong, SimulatorFixture.KEY, ofSeconds(5));

    assertThatThrownBy(() -> lost.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Refused.class);
    assertThat(lost.health().check().advice()).contains("openclaw.api-url");
  }

  @Test
  void aRequestThatTheServerFindsWrongIsRefusedWithItsDetails() {
    assertThatThrownBy(
            () ->
                gateway.create(
                    new CreateOrder("n", "t", "p", "urgent", null, null, null, null, "Ann")))
        .isInstanceOfSatisfying(
            SessionApiException.Refused.class,
            e -> assertThat(e.code()).isEqualTo("INVALID_REQUEST"))
        .hasMessageContaining("priority");
  }

  private SessionId failed(String name) {
    String id = simulator.agent(name);
    simulator.server.world().fail(id, "broke");
    return new SessionId(id);
  }

  private AgentStatus status(SessionId id) {
    return simulator.server.world().find(id.value()).orElseThrow().status();
  }

  private static CreateOrder order(@Nullable SessionId parent, @Nullable Long tokens) {
    return new CreateOrder("name", null, "prompt", null, tokens, null, null, parent, "Ann");
  }
}
