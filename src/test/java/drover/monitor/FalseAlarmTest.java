package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.active;
import static drover.monitor.Desk.stalled;
import static drover.monitor.Desk.updated;
import static drover.monitor.Desk.working;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.AgentLife;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class FalseAlarmTest {
  private static final SessionId A = new SessionId("a");

  private final Desk desk = Desk.watching(working("a"));

  @Test
  void takesAStallBackWithoutARecovery() {
    desk.sweep(ofSeconds(301));
    assertThat(desk.told()).containsExactly("STALLED a#1");

    falseAlarm();
    desk.sweep(ofSeconds(15));

    assertThat(status()).isEqualTo(SessionStatus.WORKING);
    assertThat(desk.told()).containsExactly("STALLED a#1");
    assertThat(desk.store.of("a").stalls().since()).isNull();
  }

  @Test
  void countsTheSilenceAnewWithTwiceTheThreshold() {
    desk.sweep(ofMinutes(40));
    falseAlarm();

    desk.sweep(ofMinutes(10));
    assertThat(desk.told()).containsExactly("STALLED a#1");
    desk.sweep(ofSeconds(1));

    assertThat(desk.told()).containsExactly("STALLED a#1", "STALLED a#2");
    assertThat(desk.last().latest()).isEqualTo(NOON.plus(ofMinutes(50)));
  }

  @Test
  void aReportedStallIsTakenBackToo() {
    desk.hear(stalled("a", NOON));
    desk.gateway.put(working("a").withStatus("stalled"));
    desk.clock.advance(ofSeconds(20));
    falseAlarm();

    desk.hear(stalled("a", NOON));
    desk.relist(ofSeconds(60));
    assertThat(status()).isEqualTo(SessionStatus.WORKING);
    assertThat(desk.told()).containsExactly("STALLED a#1");
    desk.hear(updated("a", "working", desk.clock.instant()));
    desk.clock.advance(ofSeconds(60));
    desk.hear(stalled("a", desk.clock.instant()));

    assertThat(desk.told()).containsExactly("STALLED a#1", "STALLED a#2");
  }

  @Test
  void isAsPatientAsItIsToldAndNeverLessThanBefore() {
    int stalls = 0;
    int most = 1;
    for (int factor : List.of(2, 4, 8, 2, 3, 16)) {
      desk.sweep(ofMinutes(5).multipliedBy(most));
      assertThat(desk.told()).hasSize(stalls);
      desk.sweep(ofSeconds(1));
      assertThat(desk.told()).hasSize(++stalls);
      falseAlarm(factor);
      most = factor <= 8 ? Math.max(most, factor) : most;
    }
  }

  @Test
  void agentsOfTheSameNameAreGivenMoreTimeAfterARestartToo() {
    desk.sweep(ofSeconds(301));
    falseAlarm();
    desk.gateway.put(active(working("b").withName("agent a"), desk.clock.instant()));
    desk.gateway.put(active(working("c"), desk.clock.instant()));
    desk.relist(ofSeconds(1));
    desk.listener.clear();

    desk.restart(ofSeconds(5));
    desk.sweep(ofSeconds(301));

    assertThat(desk.told()).containsExactly("STALLED c#1");
  }

  @Test
  void namelessAgentsShareNothing() {
    Session nameless = working("n").withName(null);
    Desk bare = Desk.watching(nameless);
    bare.sweep(ofSeconds(301));

    bare.monitor.falseAlarm(life(bare, "n"));
    bare.sweep(ofSeconds(15));

    assertThat(bare.told()).containsExactly("STALLED n#1");
    bare.sweep(ofSeconds(301));
    assertThat(bare.told()).containsExactly("STALLED n#1", "STALLED n#2");
  }

  @Test
  void saysNothingOfAnotherLife() {
    desk.sweep(ofSeconds(301));

    desk.monitor.falseAlarm(new AgentLife(A, "another"));
    desk.monitor.falseAlarm(new AgentLife(new SessionId("none"), "x"));
    desk.turn();

    assertThat(status()).isEqualTo(SessionStatus.STALLED);
  }

  @Test
  void isKeptWhileTheDatabaseTakesNothing() {
    desk.sweep(ofSeconds(301));
    desk.transactor.down(true);
    falseAlarm();
    assertThat(status()).isEqualTo(SessionStatus.WORKING);

    desk.transactor.down(false);
    desk.relist(ofSeconds(10));

    assertThat(desk.store.of("a").stalls().since()).isNull();
  }

  private void falseAlarm() {
    falseAlarm(2);
  }

  private void falseAlarm(int factor) {
    desk.patience.save("agent a", factor);
    desk.monitor.bePatient("agent a", factor);
    desk.monitor.falseAlarm(life(desk, "a"));
    desk.turn();
  }

  private SessionStatus status() {
    return desk.monitor.snapshot().find(A).orElseThrow().status();
  }

  private static AgentLife life(Desk desk, String id) {
    return desk.monitor.snapshot().find(new SessionId(id)).orElseThrow().life();
  }
}
