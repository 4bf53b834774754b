package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.ended;
import static drover.monitor.Desk.failed;
import static drover.monitor.Desk.startedAt;
import static drover.monitor.Desk.updated;
import static drover.monitor.Desk.working;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.SessionApiException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final String LOGS = "logs a error 1 BACKGROUND";

  private final Desk desk = Desk.watching(working("a"));

  @Test
  void aFailureWithoutWordsIsToldWithTheNewestErrorOfTheLog() {
    desk.gateway.lastError("a", "  disk is full\n");
    desk.gateway.put(ended(working("a"), "failed", NOON));

    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("FAILED a");
    assertThat(desk.last().after().session().error())
        .isEqualTo("last error in the log: disk is full");
    assertThat(desk.store.of("a").agent().session().error()).contains("disk is full");
    assertThat(desk.gateway.calls()).containsOnlyOnce(LOGS);
  }

  @Test
  void aFailureWithWordsNeedsNoLog() {
    desk.hear(failed("a", NOON));

    assertThat(desk.last().after().session().error()).isEqualTo("Token limit exceeded");
    assertThat(desk.gateway.calls()).doesNotContain(LOGS);
  }

  @Test
  void anAgentMetFailedIsLookedUpToo() {
    desk.gateway.lastError("n", "boom");
    desk.gateway.put(
        ended(startedAt(working("n"), NOON.plusSeconds(1)), "failed", NOON.plusSeconds(9)));

    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("FAILED n");
    assertThat(desk.last().after().session().error()).endsWith("boom");
  }

  @Test
  void withoutALineOrAnAnswerItIsToldWithoutWords() {
    desk.hear(updated("a", "failed", NOON));
    assertThat(desk.told()).containsExactly("FAILED a");
    assertThat(desk.last().after().session().error()).isNull();

    Desk silent = Desk.watching(working("a"));
    silent.gateway.failWith(new SessionApiException.Unavailable("gone", null));
    silent.hear(updated("a", "failed", NOON));

    assertThat(silent.told()).containsExactly("FAILED a");
    assertThat(silent.gateway.calls()).containsOnlyOnce(LOGS);
  }

  @Test
  void aSlowLogDelaysTheNoticeAFewSecondsAtMost() {
    desk.gateway.lastError("a", "too late");
    desk.holdCalls(true);

    desk.hear(updated("a", "failed", NOON));
    desk.clock.advance(ofSeconds(3));
    desk.hear(updated("a", "working", NOON.plusSeconds(3)));
    assertThat(desk.told()).isEmpty();
    desk.clock.advance(ofSeconds(1));
    desk.turn();
    assertThat(desk.told()).containsExactly("FAILED a");
    desk.holdCalls(false);
    desk.turn();

    assertThat(desk.told()).containsExactly("FAILED a");
    assertThat(desk.last().after().session().error()).isNull();
  }

  @Test
  void theBoardAsksToBeWokenForIt() {
    desk.holdCalls(true);

    desk.hear(updated("a", "failed", NOON));

    assertThat(desk.monitor.turn()).isLessThanOrEqualTo(ofSeconds(4));
  }

  @Test
  void whereManyFailAtOnceMostAreToldAtOnce() {
    Desk many =
        Desk.watching(
            working("0"), working("1"), working("2"), working("3"), working("4"), working("5"));
    many.holdCalls(true);

    for (int i = 0; i < 6; i++) {
      many.hear(updated("" + i, "failed", NOON));
    }
    assertThat(many.told()).containsExactly("FAILED 4", "FAILED 5");
    many.clock.advance(ofSeconds(4));
    many.turn();

    assertThat(many.told()).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void isToldOnceThoughTheDatabaseTakesNothingMeanwhile() {
    desk.gateway.lastError("a", "boom");
    desk.transactor.down(true);
    desk.hear(updated("a", "failed", NOON));
    assertThat(desk.told()).isEmpty();

    desk.transactor.down(false);
    desk.clock.advance(ofSeconds(31));
    desk.turn();

    assertThat(desk.told()).containsExactly("FAILED a");
    assertThat(desk.last().after().session().error()).endsWith("boom");
    assertThat(desk.gateway.calls()).isEqualTo(List.of(LOGS));
  }

  @Test
  void aHugeLineIsCut() {
    desk.gateway.lastError("a", "x".repeat(100_000));

    desk.hear(updated("a", "failed", NOON));

    assertThat(desk.last().after().session().error()).hasSizeLessThan(2_100);
  }
}
