package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.completed;
import static drover.monitor.Desk.ended;
import static drover.monitor.Desk.startedAt;
import static drover.monitor.Desk.updated;
import static drover.monitor.Desk.working;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.Agent;
import drover.session.ServerNews;
import drover.session.ServerNews.Back;
import drover.session.ServerNews.Restarted;
import drover.session.ServerNews.Unreachable;
import drover.session.SessionApiException;
import drover.session.SessionApiException.RateLimited;
import drover.session.SessionApiException.Unauthorized;
import drover.session.SessionApiException.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerNewsTest {
  private static final String AWAY = "The server does not answer.";

  private final Desk desk =
      Desk.watching(working("a"), working("b"), ended(working("c"), "done", NOON));

  @Test
  void threeFailedListsInARowAreAnOutageToldOnce() {
    desk.gateway.failWith(new Unavailable("gone", null));
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(10));
    assertThat(news()).isEmpty();

    desk.relist(ofSeconds(10));
    desk.relist(ofSeconds(10));

    assertThat(news()).containsExactly(new Unreachable(at(80), at(60), AWAY));
    assertThat(desk.store.awaySince()).contains(at(60));
  }

  @Test
  void isBackWithTheNextGoodListAfterWhatItTells() {
    outage();
    desk.gateway.failWith(null);
    desk.gateway.put(ended(working("a"), "completed", NOON.plusSeconds(70)));
    List<String> toldWhenBack = new ArrayList<>();
    desk.monitor.listenForNews(tidings -> toldWhenBack.addAll(desk.told()));

    desk.relist(ofSeconds(10));
    desk.relist(ofSeconds(10));

    assertThat(news())
        .containsExactly(new Unreachable(at(80), at(60), AWAY), new Back(at(90), at(60)));
    assertThat(toldWhenBack).containsExactly("COMPLETED a");
    assertThat(desk.store.awaySince()).isEmpty();
  }

  @Test
  void aSecondOutageIsAnother() {
    outage();
    desk.gateway.failWith(null);
    desk.relist(ofSeconds(10));

    outage();

    assertThat(news()).hasSize(3).last().isInstanceOf(Unreachable.class);
  }

  @Test
  void twoFailuresAroundAGoodListAreNone() {
    for (int i = 0; i < 5; i++) {
      desk.gateway.failWith(new Unavailable("gone", null));
      desk.relist(ofSeconds(10));
      desk.relist(ofSeconds(10));
      desk.gateway.failWith(null);
      desk.relist(ofSeconds(10));
    }

    assertThat(news()).isEmpty();
  }

  @Test
  void anOutageSurvivesARestartOfOurs() {
    outage();

    desk.restart(ofSeconds(30));
    for (int i = 0; i < 5; i++) {
      desk.relist(ofSeconds(10));
    }
    assertThat(news()).hasSize(1);
    desk.gateway.failWith(null);
    desk.relist(ofSeconds(10));

    assertThat(news()).hasSize(2).last().isEqualTo(new Back(at(170), at(60)));
  }

  @Test
  void aRefusedKeyIsAnOutageAndARateLimitIsNone() {
    desk.gateway.failWith(new RateLimited("slow down", ofSeconds(1)));
    for (int i = 0; i < 5; i++) {
      desk.relist(ofSeconds(10));
    }
    assertThat(news()).isEmpty();

    desk.gateway.failWith(new Unauthorized("no"));
    for (int i = 0; i < 3; i++) {
      desk.relist(ofSeconds(10));
    }

    assertThat(news())
        .singleElement()
        .extracting(n -> ((Unreachable) n).trouble())
        .isEqualTo(Trouble.UNAUTHORIZED);
  }

  @Test
  void aLackOfThreadsIsNoOutageOfTheServer() {
    desk.refuseCalls(true);
    for (int i = 0; i < 5; i++) {
      desk.relist(ofSeconds(10));
    }

    assertThat(news()).isEmpty();
  }

  @Test
  void newsThatTheDatabaseCannotTakeAreToldWhenItCan() {
    desk.transactor.down(true);
    outage();
    assertThat(news()).isEmpty();

    desk.transactor.down(false);
    desk.relist(ofSeconds(10));
    assertThat(news()).containsExactly(new Unreachable(at(90), at(60), AWAY));
    desk.gateway.failWith(null);
    desk.transactor.down(true);
    desk.relist(ofSeconds(10));
    desk.transactor.down(false);
    desk.relist(ofSeconds(10));

    assertThat(news()).hasSize(2).last().isEqualTo(new Back(at(110), at(60)));
  }

  @Test
  void aListenerThatFailsOnceHearsItAgainAndTwiceIsReplaced() {
    List<ServerNews> plain = new ArrayList<>();
    int[] failures = {1};
    List<ServerNews> heard = new ArrayList<>();
    desk.monitor.listenForNews(
        tidings -> {
          if (failures[0]-- > 0) {
            throw new IllegalStateException("not now");
          }
          heard.add(tidings);
        },
        plain::add);

    outage();
    assertThat(heard).hasSize(1);
    assertThat(plain).isEmpty();
    desk.gateway.failWith(null);
    failures[0] = 2;
    desk.relist(ofSeconds(10));

    assertThat(heard).hasSize(1);
    assertThat(plain).singleElement().isInstanceOf(Back.class);
    assertThat(news()).hasSize(2);
  }

  @Test
  void aServerWhereEverybodyIsNewBeganAnew() {
    restartServer("x", "y", "z");

    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));

    assertThat(news()).containsExactly(new Restarted(at(60), 2, 3));
    assertThat(desk.told()).isEmpty();
    assertThat(desk.monitor.snapshot().agents())
        .extracting(agent -> agent.id().value())
        .containsExactlyInAnyOrder("c", "x", "y", "z");
    desk.hear(completed("x", at(200)));
    assertThat(desk.told()).containsExactly("COMPLETED x");
  }

  @Test
  void anEmptyListIsARestartOnlyWhenTheServerKnowsTheOldOnesNoMore() {
    desk.gateway.unlist("a");
    desk.gateway.unlist("b");
    desk.gateway.unlist("c");
    desk.relist(ofSeconds(60));
    assertThat(news()).isEmpty();
    assertThat(desk.gateway.calls()).contains("details a BACKGROUND");

    restartServer();
    desk.relist(ofSeconds(60));

    assertThat(news()).containsExactly(new Restarted(at(120), 2, 0));
  }

  @Test
  void oneOldAcquaintanceIsEnoughForNoRestart() {
    restartServer("x", "y");
    desk.gateway.put(working("b"));

    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));

    assertThat(news()).isEmpty();
    assertThat(desk.told()).containsExactlyInAnyOrder("APPEARED x", "APPEARED y", "VANISHED a");
  }

  @Test
  void aShortListIsNoRestart() {
    restartServer("x", "y");
    desk.gateway.claimMore(2);

    desk.relist(ofSeconds(60));

    assertThat(news()).isEmpty();
    assertThat(desk.told()).containsExactly("APPEARED x", "APPEARED y");
    assertThat(desk.monitor.snapshot().agents()).hasSize(5);
  }

  @Test
  void aListThatNobodyConfirmsIsTakenAsAnyOtherAfterAWhile() {
    restartServer("x", "y");
    desk.gateway.cannotRead("a");
    desk.gateway.cannotRead("b");
    desk.relist(ofSeconds(10));
    desk.relist(ofSeconds(10));
    desk.relist(ofSeconds(10));
    assertThat(desk.told()).isEmpty();

    desk.relist(ofSeconds(10));

    assertThat(news()).isEmpty();
    assertThat(desk.told()).containsExactly("APPEARED x", "APPEARED y");
  }

  @Test
  void oneAgentThatIsGoneIsNoRestart() {
    Desk lonely = Desk.watching(working("a"));
    lonely.gateway.remove("a");
    lonely.gateway.put(working("x"));

    lonely.relist(ofSeconds(60));
    lonely.relist(ofSeconds(60));

    assertThat(lonely.listener.heardNews()).isEmpty();
    assertThat(lonely.told()).containsExactly("APPEARED x", "VANISHED a");
  }

  @Test
  void whoEndedSinceTheLastLookIsToldThoughTheServerBeganAnew() {
    restartServer("x");
    desk.gateway.put(ended(startedAt(working("y"), at(10)), "failed", at(20)));
    desk.gateway.put(ended(working("z"), "failed", NOON.minusSeconds(20)));

    desk.relist(ofSeconds(60));

    assertThat(news()).hasSize(1);
    assertThat(desk.told()).containsExactly("FAILED y");
  }

  @Test
  void agentsHeardOfBeforeTheListAreLearnedToo() {
    restartServer("x", "y");
    desk.clock.advance(ofSeconds(60));

    desk.monitor.connected();
    desk.monitor.event(updated("x", "working", at(60)));
    desk.turn();

    assertThat(news()).hasSize(1);
    assertThat(desk.told()).isEmpty();
    assertThat(desk.gateway.calls()).doesNotContain("details x BACKGROUND");
  }

  @Test
  void aRestartThatWasToldIsNotToldAgainAfterOurs() {
    restartServer("x", "y");
    desk.relist(ofSeconds(60));

    desk.restart(ofSeconds(20));
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));

    assertThat(news()).hasSize(1);
    assertThat(desk.told()).isEmpty();
    assertThat(desk.monitor.snapshot().agents()).extracting(Agent::name).doesNotContain("agent a");
  }

  @Test
  void aRestartThatTheDatabaseCannotTakeIsToldByALaterList() {
    restartServer("x", "y");
    desk.transactor.down(true);
    desk.relist(ofSeconds(60));
    assertThat(desk.monitor.snapshot().agents()).hasSize(3);

    desk.transactor.down(false);
    desk.relist(ofSeconds(60));

    assertThat(news()).containsExactly(new Restarted(at(120), 2, 2));
    assertThat(desk.told()).isEmpty();
  }

  private void outage() {
    desk.gateway.failWith(new SessionApiException.Unavailable("gone", null));
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(10));
    desk.relist(ofSeconds(10));
  }

  private void restartServer(String... ids) {
    for (String old : List.of("a", "b", "c")) {
      desk.gateway.remove(old);
    }
    for (String id : ids) {
      desk.gateway.put(working(id));
    }
  }

  private List<ServerNews> news() {
    return desk.listener.heardNews();
  }

  private static Instant at(long second) {
    return NOON.plusSeconds(second);
  }
}
