package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.active;
import static drover.monitor.Desk.completed;
import static drover.monitor.Desk.ended;
import static drover.monitor.Desk.failed;
import static drover.monitor.Desk.session;
import static drover.monitor.Desk.stalled;
import static drover.monitor.Desk.startedAt;
import static drover.monitor.Desk.updated;
import static drover.monitor.Desk.working;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Transition.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonitorTest {
  private static final SessionId A = new SessionId("a");

  @Test
  void learnsTheFirstAgentsSilently() {
    Desk desk = Desk.watching(working("a"), ended(working("b"), "failed", null));

    assertThat(desk.told()).isEmpty();
    assertThat(desk.store.learnedAt()).contains(NOON);
    assertThat(desk.store.all()).hasSize(2);
    assertThat(desk.monitor.snapshot().agents()).hasSize(2);
  }

  @Test
  void learnsAnEmptyServerAndTellsOfTheFirstAgent() {
    Desk desk = Desk.watching();
    desk.gateway.put(startedAt(working("a"), NOON.plusSeconds(20)));

    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("APPEARED a");
    assertThat(desk.last().earliest()).isEqualTo(NOON.plusSeconds(20));
    assertThat(desk.last().before()).isNull();
  }

  @Test
  void tellsAnEndOfTheStreamOnceAndKeepsIt() {
    Desk desk = Desk.watching(working("a"));
    desk.clock.advance(ofSeconds(30));

    desk.hear(completed("a", NOON.plusSeconds(28)), completed("a", NOON.plusSeconds(28)));
    desk.gateway.put(ended(working("a"), "completed", NOON.plusSeconds(28)));
    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.last().earliest()).isEqualTo(NOON.plusSeconds(28));
    assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(28));
    assertThat(desk.store.of("a").endedAt()).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void aListAskedBeforeTheEndDoesNotUndoIt() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(failed("a", NOON));
    desk.relist(ofSeconds(1));

    assertThat(desk.told()).containsExactly("FAILED a");
    Agent agent = desk.monitor.snapshot().find(A).orElseThrow();
    assertThat(agent.status()).isEqualTo(SessionStatus.FAILED);
    assertThat(agent.session().error()).isEqualTo("Token limit exceeded");
  }

  @Test
  void theFirstOfTwoDifferentEndsCounts() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(failed("a", NOON), completed("a", NOON), updated("a", "terminated", NOON));

    assertThat(desk.told()).containsExactly("FAILED a");
  }

  @Test
  void eventsAfterTheEndChangeNothing() {
    Desk desk = Desk.watching(working("a"));
    desk.hear(completed("a", NOON));
    Agent before = desk.monitor.snapshot().find(A).orElseThrow();

    desk.hear(updated("a", "working", NOON.plusSeconds(5)), stalled("a", NOON.plusSeconds(9)));
    desk.sweep(ofMinutes(20));

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.monitor.snapshot().find(A)).contains(before);
  }

  @Test
  void anUpdateThatReportsAKillIsAnEnd() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(updated("a", "killed", null));

    assertThat(desk.told()).containsExactly("TERMINATED a");
  }

  @Test
  void anEndThatOnlyTheListKnowsLiesBetweenTwoLists() {
    Desk desk = Desk.watching(working("a"));
    desk.gateway.put(ended(working("a"), "completed", null));

    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.last().earliest()).isEqualTo(NOON);
    assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void aReportedStallIsToldAtOnceAndHoldsUntilNewerActivity() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(stalled("a", NOON), stalled("a", NOON));
    desk.relist(ofSeconds(60));
    assertThat(desk.told()).containsExactly("STALLED a#1");
    desk.clock.advance(ofSeconds(30));
    desk.hear(updated("a", "working", NOON.plusSeconds(80)));
    desk.hear(stalled("a", NOON));

    assertThat(desk.told()).containsExactly("STALLED a#1", "RECOVERED a#1");
    assertThat(desk.last().earliest()).isEqualTo(NOON.plusSeconds(80));
    assertThat(desk.gateway.calls()).containsOnly("list BACKGROUND");
  }

  @Test
  void aSecondStallIsASecondEpisode() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(
        stalled("a", NOON),
        updated("a", null, NOON.plusSeconds(60)),
        stalled("a", NOON.plusSeconds(60)),
        updated("a", null, NOON.plusSeconds(90)));

    assertThat(desk.told())
        .containsExactly("STALLED a#1", "RECOVERED a#1", "STALLED a#2", "RECOVERED a#2");
  }

  @Test
  void aStallWithoutAnyTimesEndsWhenARecordSaysWorking() {
    Desk desk = Desk.watching(session("a", "working", null));

    desk.hear(new SessionEvent.Stalled(A, null, null));
    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("STALLED a#1", "RECOVERED a#1");
  }

  @Test
  void anEndOfAStalledAgentIsToldWithoutARecovery() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(stalled("a", NOON), completed("a", NOON.plusSeconds(1)));

    assertThat(desk.told()).containsExactly("STALLED a#1", "COMPLETED a");
    assertThat(desk.last().before()).extracting(Agent::status).isEqualTo(SessionStatus.STALLED);
    assertThat(desk.store.of("a").stalls().since()).isNull();
  }

  @Test
  void silenceIsToldAfterAFreshReadConfirmsIt() {
    Desk desk = Desk.watching(working("a"));

    desk.sweep(ofMinutes(5));
    assertThat(desk.told()).isEmpty();
    desk.sweep(ofSeconds(15));
    desk.sweep(ofSeconds(15));

    assertThat(desk.told()).containsExactly("STALLED a#1");
    assertThat(desk.last().latest()).isEqualTo(NOON.plus(ofMinutes(5)));
    assertThat(desk.gateway.calls().stream().filter("details a BACKGROUND"::equals)).hasSize(1);
  }

  @Test
  void silenceThatTheFreshReadContradictsIsNotTold() {
    Desk desk = Desk.watching(working("a"));
    desk.gateway.put(active(working("a"), NOON.plus(ofMinutes(5))));
    desk.gateway.unlist("a");

    desk.sweep(ofMinutes(6));

    assertThat(desk.told()).isEmpty();
    assertThat(desk.gateway.calls()).contains("details a BACKGROUND");
  }

  @Test
  void silenceIsNotToldWhileTheServerDoesNotAnswer() {
    Desk desk = Desk.watching(working("a"));
    desk.gateway.failWith(new SessionApiException.Unavailable("gone", null));

    for (int i = 0; i < 40; i++) {
      desk.sweep(ofSeconds(15));
    }
    assertThat(desk.told()).isEmpty();
    assertThat(desk.monitor.snapshot().find(A).orElseThrow().status())
        .isEqualTo(SessionStatus.WORKING);
    assertThat(desk.monitor.snapshot().trouble()).isEqualTo("The server does not answer.");
    assertThat(desk.gateway.calls().stream().filter("details a BACKGROUND"::equals))
        .hasSizeLessThan(8);

    desk.gateway.failWith(null);
    desk.sweep(ofMinutes(10));
    assertThat(desk.told()).containsExactly("STALLED a#1");
    assertThat(desk.monitor.snapshot().trouble()).isNull();
  }

  @Test
  void aBudgetThatIsUsedUpIsNoEnd() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(new SessionEvent.Updated(A, "working", null, 49_000L, NOON.plusSeconds(1)));

    assertThat(desk.told()).containsExactly("TOKENS_USED_UP a");
    Agent agent = desk.monitor.snapshot().find(A).orElseThrow();
    assertThat(agent.status()).isEqualTo(SessionStatus.FAILED);
    assertThat(agent.isOver()).isFalse();
  }

  @Test
  void hundredsOfProgressEventsTellAndStoreNothing() {
    Desk desk = Desk.watching(working("a"));
    int writes = desk.store.writes();
    int commits = desk.transactor.commits();

    for (int i = 1; i <= 500; i++) {
      desk.monitor.event(
          new SessionEvent.Updated(A, "working", i / 5.0, 100L + i, NOON.plusMillis(i)));
      if (i % 7 == 0) {
        desk.turn();
      }
    }
    desk.turn();

    assertThat(desk.told()).isEmpty();
    assertThat(desk.store.writes()).isEqualTo(writes);
    assertThat(desk.transactor.commits()).isEqualTo(commits);
    Agent agent = desk.monitor.snapshot().find(A).orElseThrow();
    assertThat(agent.session().tokens().used()).isEqualTo(600);
    assertThat(agent.session().times().lastActivity()).isEqualTo(NOON.plusMillis(500));
  }

  @Test
  void olderProgressDoesNotOverwriteNewer() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(
        new SessionEvent.Updated(A, "working", 70.0, 900L, NOON.plusSeconds(30)),
        new SessionEvent.Updated(A, "spawning", 10.0, 50L, NOON.plusSeconds(3)));
    desk.relist(ofSeconds(60));

    Session session = desk.monitor.snapshot().find(A).orElseThrow().session();
    assertThat(session.progress()).isEqualTo(70.0);
    assertThat(session.tokens().used()).isEqualTo(900);
    assertThat(session.status()).isEqualTo("working");
  }

  @Test
  void aTimeInTheFarFutureDoesNotFreezeAnAgent() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(updated("a", "working", NOON.plus(Duration.ofDays(9_000))));
    desk.hear(new SessionEvent.Updated(A, "working", 44.0, null, NOON.plusSeconds(5)));
    desk.sweep(ofMinutes(6));

    assertThat(desk.monitor.snapshot().find(A).orElseThrow().session().progress()).isEqualTo(44.0);
    assertThat(desk.told()).containsExactly("STALLED a#1");
  }

  @Test
  void anEndedSessionAbsentFromListsIsForgottenAfterADay() {
    Desk desk = Desk.watching(working("a"), working("b"));
    desk.hear(completed("b", NOON));
    desk.gateway.remove("b");

    desk.relist(ofSeconds(60));
    assertThat(desk.monitor.snapshot().agents()).hasSize(2);
    desk.relist(Duration.ofHours(25));

    assertThat(desk.monitor.snapshot().agents()).extracting(Agent::id).containsExactly(A);
    assertThat(desk.store.all()).hasSize(1);
    assertThat(desk.told()).containsOnlyOnce("COMPLETED b").doesNotContain("VANISHED b");
  }

  @Test
  void aStallAfterALongAbsenceIsNotTakenForTheFirst() {
    Desk desk = Desk.watching(working("a"));
    desk.hear(stalled("a", NOON), updated("a", "working", NOON.plusSeconds(10)));
    desk.gateway.remove("a");
    desk.relist(ofSeconds(60));
    desk.relist(Duration.ofDays(30));
    desk.gateway.put(active(working("a"), desk.clock.instant()));
    desk.relist(ofSeconds(60));
    desk.listener.clear();

    desk.hear(stalled("a", desk.clock.instant()));

    assertThat(desk.told()).containsExactly("STALLED a#2");
  }

  @Test
  void listsOnAfterAnError() {
    Desk desk = Desk.watching(working("a"));
    desk.gateway.breakWith(new OutOfMemoryError("none left"));
    desk.relist(ofSeconds(1));
    assertThat(desk.monitor.snapshot().trouble()).isNotNull();

    desk.gateway.breakWith(null);
    desk.gateway.put(ended(working("a"), "completed", NOON));
    desk.clock.advance(ofSeconds(11));
    desk.turn();

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.monitor.snapshot().trouble()).isNull();
  }

  @Test
  void readsOnAfterManyErrors() {
    Desk desk = Desk.watching(working("a"), working("b"), working("c"), working("d"), working("e"));
    desk.gateway.breakWith(new NoClassDefFoundError("gone"));
    desk.sweep(ofMinutes(6));
    assertThat(desk.told()).isEmpty();

    desk.gateway.breakWith(null);
    desk.sweep(ofMinutes(11));

    assertThat(desk.told()).hasSize(5).allMatch(told -> told.startsWith("STALLED"));
  }

  @Test
  void listsOnWhenNoThreadWasLeftForOne() {
    Desk desk = Desk.watching(working("a"));
    desk.refuseCalls(true);
    desk.relist(ofSeconds(60));
    desk.refuseCalls(false);
    desk.gateway.put(ended(working("a"), "completed", NOON));

    desk.clock.advance(ofSeconds(11));
    desk.turn();

    assertThat(desk.told()).containsExactly("COMPLETED a");
  }

  @Test
  void aClockSetBackByHoursDelaysNoList() {
    Desk desk = Desk.watching(working("a"));
    desk.relist(ofSeconds(60));
    desk.clock.advance(Duration.ofHours(-5));
    desk.gateway.offset(Duration.ofHours(5));
    desk.gateway.forgetCalls();

    desk.turn();
    for (int i = 0; i < 130; i++) {
      desk.clock.advance(ofSeconds(1));
      desk.turn();
    }

    assertThat(desk.gateway.calls()).hasSizeBetween(2, 4);
    assertThat(desk.monitor.snapshot().asOf()).isBefore(NOON);
  }

  @Test
  void aStallReportedAfterTheClockWasSetBackIsBelieved() {
    Desk desk = Desk.watching(working("a"));
    desk.relist(ofSeconds(60));
    desk.clock.advance(Duration.ofHours(-5));
    desk.gateway.offset(Duration.ofHours(5));

    desk.hear(stalled("a", NOON));

    assertThat(desk.told()).containsExactly("STALLED a#1");
  }

  @Test
  void aClockSetBackDelaysNoReadAndNothingThatWaitsForTheDatabase() {
    Desk desk = Desk.watching(working("a"), working("b"), working("c"));
    desk.gateway.failWith(new SessionApiException.Unavailable("gone", null));
    desk.sweep(ofMinutes(6));
    desk.transactor.down(true);
    desk.hear(completed("b", NOON), completed("c", NOON));
    desk.clock.advance(Duration.ofHours(-5));
    desk.gateway.offset(Duration.ofHours(5));

    desk.gateway.failWith(null);
    desk.transactor.down(false);
    desk.sweep(ofMinutes(1));

    assertThat(desk.told()).contains("COMPLETED b", "COMPLETED c");
    assertThat(desk.told()).contains("STALLED a#1");
  }

  @Test
  void anEventOfAnUnknownSessionIsLookedUp() {
    Desk desk = Desk.watching();
    desk.gateway.put(working("n"));
    desk.gateway.unlist("n");

    desk.hear(updated("n", "working", NOON.plusSeconds(2)));

    assertThat(desk.told()).containsExactly("APPEARED n");
    assertThat(desk.last().after().name()).isEqualTo("agent n");
    assertThat(desk.gateway.calls()).containsExactly("details n BACKGROUND");
  }

  @Test
  void anEndOfASessionThatNobodyDescribesIsToldAllTheSame() {
    Desk desk = Desk.watching();

    desk.hear(failed("ghost", NOON), updated("breath", "working", NOON));

    assertThat(desk.told()).containsExactly("FAILED ghost");
    assertThat(desk.monitor.snapshot().agents()).hasSize(1);
  }

  @Test
  void anEndOfAnUnknownSessionIsToldOnceThoughTheServerIsAwayForLong() {
    Desk desk = Desk.watching();
    desk.gateway.failWith(new SessionApiException.Unavailable("gone", null));

    desk.hear(completed("x", NOON));
    assertThat(desk.told()).isEmpty();
    for (int i = 0; i < 20; i++) {
      desk.sweep(ofSeconds(15));
    }
    desk.gateway.failWith(null);
    desk.gateway.put(ended(working("x"), "completed", NOON));
    desk.relist(ofMinutes(1));

    assertThat(desk.told()).containsExactly("COMPLETED x");
    assertThat(desk.monitor.snapshot().agents().get(0).name()).isEqualTo("agent x");
  }

  @Test
  void anAgentThatCameAndWentUnseenIsToldByItsEnd() {
    Desk desk = Desk.watching();
    desk.gateway.put(
        ended(startedAt(working("q"), NOON.plusSeconds(5)), "failed", NOON.plusSeconds(9)));

    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("FAILED q");
    assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(9));
  }

  @Test
  void anAgentFirstSeenStalledAppearsAndStalls() {
    Desk desk = Desk.watching();
    desk.gateway.put(session("s", "stalled", NOON.minusSeconds(400)));

    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("APPEARED s", "STALLED s#1");
  }

  @Test
  void aStallLearnedSilentlyEndsSilentlyToo() {
    Desk desk = Desk.watching(session("s", "working", NOON.minusSeconds(4_000)));

    desk.sweep(ofSeconds(15));
    desk.hear(updated("s", "working", NOON.plusSeconds(16)));
    assertThat(desk.told()).isEmpty();
    desk.hear(stalled("s", NOON.plusSeconds(16)));

    assertThat(desk.told()).containsExactly("STALLED s#1");
  }

  @Test
  void theSameIdStartedAgainIsANewLife() {
    Desk desk = Desk.watching(working("a"));
    desk.hear(completed("a", NOON.plusSeconds(1)));
    Transition first = desk.last();
    desk.gateway.put(startedAt(active(working("a"), NOON.plusSeconds(40)), NOON.plusSeconds(30)));

    desk.relist(ofSeconds(60));
    desk.hear(completed("a", NOON.plusSeconds(1)));
    assertThat(desk.told()).containsExactly("COMPLETED a", "APPEARED a");
    desk.hear(completed("a", NOON.plusSeconds(70)));

    assertThat(desk.told()).containsExactly("COMPLETED a", "APPEARED a", "COMPLETED a");
    assertThat(desk.last().life()).isNotEqualTo(first.life());
  }

  @Test
  void afterARestartTheListIsComparedWithWhatWasBelieved() {
    Desk desk = Desk.watching(working("a"), working("b"), working("c"));
    desk.hear(stalled("b", NOON));
    desk.listener.clear();
    desk.gateway.put(ended(working("a"), "terminated", null));
    desk.gateway.put(active(working("b"), NOON.plusSeconds(1_000)));
    desk.gateway.put(startedAt(working("d"), NOON.plusSeconds(900)));

    desk.restart(ofMinutes(20));

    assertThat(desk.told())
        .containsExactly(
            "TERMINATED a", "RECOVERED b#1", "APPEARED d", "STALLED c#1", "STALLED d#1");
    Transition end = desk.listener.heard().get(0);
    assertThat(end.earliest()).isEqualTo(NOON);
    assertThat(end.latest()).isEqualTo(NOON.plus(ofMinutes(20)));
  }

  @Test
  void aRestartTellsNothingTwice() {
    Desk desk = Desk.watching(working("a"), working("b"));
    desk.hear(completed("a", NOON), stalled("b", NOON));
    desk.listener.clear();

    desk.restart(ofSeconds(5));
    desk.hear(completed("a", NOON), stalled("b", NOON));

    assertThat(desk.told()).isEmpty();
  }

  @Test
  void eventsBeforeTheFirstListAreLaidOnTop() {
    Desk desk = new Desk();
    desk.gateway.put(working("a"));
    desk.gateway.put(working("b"));
    desk.monitor.begin();
    desk.monitor.event(completed("a", NOON));
    desk.monitor.event(updated("b", "working", NOON.plusSeconds(1)));

    desk.turn();

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.store.learnedAt()).isPresent();
  }

  @Test
  void aClockTenMinutesOffChangesNothing() {
    for (Duration skew : new Duration[] {ofMinutes(10), ofMinutes(-10)}) {
      Desk desk = new Desk();
      desk.gateway.offset(skew);
      Session there = active(working("a"), NOON.plus(skew));
      desk.gateway.put(startedAt(there, NOON.plus(skew).minusSeconds(60)));
      desk.monitor.begin();
      desk.monitor.connected();
      desk.turn();

      desk.sweep(ofMinutes(5));
      assertThat(desk.told()).isEmpty();
      desk.sweep(ofSeconds(15));
      assertThat(desk.told()).containsExactly("STALLED a#1");
      assertThat(desk.last().latest()).isEqualTo(NOON.plus(ofMinutes(5)));
      desk.hear(completed("a", NOON.plus(skew).plusSeconds(310)));

      assertThat(desk.last().kind()).isEqualTo(Kind.COMPLETED);
      assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(310));
      assertThat(desk.monitor.clockCheck().check().text()).contains("600 s");
    }
  }

  @Test
  void listsOnceAMinuteWhileConnectedAndEveryTenSecondsWhileNot() {
    Desk desk = Desk.watching(working("a"));
    for (int i = 0; i < 120; i++) {
      desk.clock.advance(ofSeconds(1));
      desk.turn();
    }
    assertThat(desk.gateway.calls()).hasSize(2);

    desk.monitor.disconnected("gone");
    desk.turn();
    desk.gateway.forgetCalls();
    for (int i = 0; i < 60; i++) {
      desk.clock.advance(ofSeconds(1));
      desk.turn();
    }
    assertThat(desk.gateway.calls()).hasSize(6);
  }

  @Test
  void aRateLimitIsWaitedOut() {
    Desk desk = Desk.watching(working("a"));
    desk.gateway.failWith(new SessionApiException.RateLimited("slow down", ofSeconds(90)));
    desk.relist(ofSeconds(60));
    desk.gateway.forgetCalls();

    for (int i = 0; i < 80; i++) {
      desk.clock.advance(ofSeconds(1));
      desk.turn();
    }

    assertThat(desk.gateway.calls()).isEmpty();
    assertThat(desk.monitor.snapshot().trouble()).contains("try again in 2 min");
  }

  @Test
  void tenThousandAgentsFitInOneList() {
    Desk desk = Desk.watching();
    for (int i = 0; i < 10_000; i++) {
      desk.gateway.put(working("s" + i));
    }
    desk.relist(ofSeconds(1));
    assertThat(desk.told()).hasSize(10_000);
    desk.listener.clear();
    int writes = desk.store.writes();

    desk.relist(ofSeconds(60));
    desk.sweep(ofSeconds(15));

    assertThat(desk.told()).isEmpty();
    assertThat(desk.store.writes() - writes).isLessThanOrEqualTo(1_000);
    assertThat(desk.monitor.snapshot().agents()).hasSize(10_000);
  }
}
