package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.active;
import static drover.monitor.Desk.completed;
import static drover.monitor.Desk.stalled;
import static drover.monitor.Desk.startedAt;
import static drover.monitor.Desk.updated;
import static drover.monitor.Desk.working;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.Transition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VanishingTest {
  private static final SessionId A = new SessionId("a");

  private final Desk desk = Desk.watching(working("a"), working("b"));

  @Test
  void anAgentMissingFromTwoListsAndUnknownToTheServerHasVanished() {
    desk.gateway.remove("a");

    desk.relist(ofSeconds(60));
    assertThat(desk.told()).isEmpty();
    assertThat(desk.gateway.calls()).doesNotContain("details a BACKGROUND");
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("VANISHED a");
    assertThat(desk.last().earliest()).isEqualTo(NOON);
    assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(60));
    assertThat(desk.monitor.snapshot().find(A)).isEmpty();
  }

  @Test
  void aShortListProvesNothing() {
    desk.gateway.remove("a");
    desk.gateway.claimMore(1);

    for (int i = 0; i < 5; i++) {
      desk.relist(ofSeconds(30));
    }

    assertThat(desk.told()).isEmpty();
    assertThat(desk.monitor.snapshot().find(A)).isPresent();
  }

  @Test
  void aReadThatFailsProvesNothing() {
    desk.gateway.unlist("a");
    desk.gateway.cannotRead("a");

    for (int i = 0; i < 4; i++) {
      desk.relist(ofSeconds(30));
    }

    assertThat(desk.gateway.calls()).contains("details a BACKGROUND");
    assertThat(desk.told()).isEmpty();
  }

  @Test
  void anAgentThatOnlyListsMissIsReadLessAndLessOften() {
    desk.gateway.unlist("a");

    for (int i = 0; i < 60; i++) {
      desk.gateway.put(active(working("a"), desk.clock.instant()));
      desk.relist(ofSeconds(60));
    }

    assertThat(desk.told()).doesNotContain("VANISHED a");
    assertThat(desk.gateway.calls().stream().filter("details a BACKGROUND"::equals))
        .hasSizeBetween(2, 5);
  }

  @Test
  void whoIsHeardOfBetweenTheListsHasNotVanished() {
    desk.gateway.remove("a");

    for (int i = 1; i <= 5; i++) {
      desk.relist(ofSeconds(30));
      desk.clock.advance(ofSeconds(1));
      desk.hear(updated("a", "working", desk.clock.instant()));
    }

    assertThat(desk.told()).isEmpty();
  }

  @Test
  void anEndThatComesAfterAllIsToldOnce() {
    vanish();

    desk.hear(completed("a", NOON.plusSeconds(9)), completed("a", NOON.plusSeconds(9)));

    assertThat(desk.told()).containsExactly("VANISHED a", "COMPLETED a");
  }

  @Test
  void whoComesBackIsAnOldAcquaintance() {
    desk.hear(stalled("a", NOON), updated("a", "working", NOON.plusSeconds(10)));
    vanish();
    desk.listener.clear();

    desk.gateway.put(active(working("a"), desk.clock.instant()));
    desk.relist(ofSeconds(60));
    assertThat(desk.told()).isEmpty();
    assertThat(desk.monitor.snapshot().find(A)).isPresent();
    desk.hear(stalled("a", desk.clock.instant()));

    assertThat(desk.told()).containsExactly("STALLED a#2");
  }

  @Test
  void aLaterRunOfAVanishedIdIsANewLife() {
    vanish();
    Transition gone = desk.last();

    desk.gateway.put(startedAt(active(working("a"), desk.clock.instant()), desk.clock.instant()));
    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("VANISHED a", "APPEARED a");
    assertThat(desk.last().life()).isNotEqualTo(gone.life());
  }

  @Test
  void isNotToldAgainAfterARestart() {
    vanish();
    desk.listener.clear();

    desk.restart(ofSeconds(5));
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));

    assertThat(desk.told()).doesNotContain("VANISHED a", "APPEARED a");
    assertThat(desk.monitor.snapshot().find(A)).isEmpty();
  }

  @Test
  void isToldLaterWhenTheDatabaseTakesNothing() {
    desk.gateway.remove("a");
    desk.relist(ofSeconds(60));
    desk.transactor.down(true);
    desk.relist(ofSeconds(60));
    assertThat(desk.told()).isEmpty();

    desk.transactor.down(false);
    desk.clock.advance(ofSeconds(31));
    desk.turn();

    assertThat(desk.told()).containsExactly("VANISHED a");
  }

  @Test
  void isForgottenInTheEnd() {
    vanish();

    desk.relist(Duration.ofDays(32));

    assertThat(desk.store.all()).hasSize(1);
  }

  @Test
  void aRateLimitDelaysTheProof() {
    desk.gateway.remove("a");
    desk.relist(ofSeconds(60));
    desk.gateway.failWith(new SessionApiException.RateLimited("slow down", ofSeconds(20)));
    desk.relist(ofSeconds(60));
    assertThat(desk.told()).isEmpty();

    desk.gateway.failWith(null);
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("VANISHED a");
  }

  private void vanish() {
    desk.gateway.remove("a");
    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));
  }
}
