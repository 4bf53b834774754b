package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.completed;
import static drover.monitor.Desk.session;
import static drover.monitor.Desk.startedAt;
import static drover.monitor.Desk.working;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.Session;
import drover.session.Session.Times;
import drover.session.Session.Tokens;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private static final SessionId A = new SessionId("a");

  @Test
  void tellsEachLevelOfTheTokenLimitOnce() {
    Desk desk = Desk.watching(working("a"));

    desk.hear(used(34_999, 1), used(35_000, 2), used(36_000, 3), used(45_000, 4));
    desk.relist(ofSeconds(60));
    desk.hear(used(47_500, 70), used(50_000, 71));

    assertThat(desk.told())
        .containsExactly("TOKENS_LOW a#70", "TOKENS_LOW a#90", "TOKENS_USED_UP a");
  }

  @Test
  void aJumpOverSeveralLevelsTellsTheHighestOnly() {
    Desk desk = Desk.watching(working("a"), working("b"));

    desk.hear(used(45_500, 1), used(36_000, 2), used(49_000, 3));
    desk.hear(new SessionEvent.Updated(new SessionId("b"), null, null, 60_000L, NOON));

    assertThat(desk.told())
        .containsExactly("TOKENS_LOW a#90", "TOKENS_USED_UP a", "TOKENS_USED_UP b");
  }

  @Test
  void aLevelIsPassedBetweenTwoLooks() {
    Desk desk = Desk.watching(working("a"));
    desk.gateway.put(tokens(working("a"), 36_000));

    desk.relist(ofSeconds(60));

    assertThat(desk.last().earliest()).isEqualTo(NOON);
    assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void whatWasToldSurvivesARestart() {
    Desk desk = Desk.watching(working("a"), expecting("l", NOON), startedAt(spawning("s"), NOON));
    desk.hear(used(46_000, 1));
    desk.gateway.put(tokens(working("a"), 46_000));
    desk.sweep(ofSeconds(301));
    assertThat(desk.told()).contains("TOKENS_LOW a#90", "LATE l", "STUCK_STARTING s");
    desk.listener.clear();

    desk.restart(ofSeconds(5));
    desk.sweep(ofSeconds(15));

    assertThat(desk.told()).noneMatch(told -> told.matches("(TOKENS|LATE|STUCK).*"));
  }

  @Test
  void whatWasSoAtTheFirstStartIsKnownSilently() {
    Session late = expecting("l", NOON.minusSeconds(500));
    Session stuck = startedAt(spawning("s"), NOON.minusSeconds(400));
    Desk desk = Desk.watching(tokens(working("a"), 36_000), late, stuck);

    desk.sweep(ofSeconds(15));
    assertThat(desk.told()).isEmpty();
    desk.hear(used(45_000, 16));

    assertThat(desk.told()).containsExactly("TOKENS_LOW a#90");
  }

  @Test
  void anAgentMetAboveALevelIsToldOnce() {
    Desk desk = Desk.watching();
    desk.gateway.put(startedAt(tokens(working("a"), 46_000), NOON.plusSeconds(5)));

    desk.relist(ofSeconds(60));
    desk.relist(ofSeconds(60));

    assertThat(desk.told()).containsExactly("APPEARED a", "TOKENS_LOW a#90");
    assertThat(desk.last().earliest()).isEqualTo(NOON.plusSeconds(5));
    assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void withoutLevelsOnlyTheUsedUpBudgetIsTold() {
    TokenLevels none = new TokenLevels(List.of());
    TokenLevels some = new TokenLevels(List.of(97, 90, 1, 90));

    assertThat(none.passed(new Tokens(47_000L, 50_000L))).isZero();
    assertThat(none.passed(new Tokens(47_500L, 50_000L))).isEqualTo(TokenLevels.USED_UP);
    assertThat(some.levels()).containsExactly(1, 90);
    assertThat(some.passed(new Tokens(44_999L, 50_000L))).isEqualTo(1);
    assertThat(some.passed(new Tokens(44_999L, null))).isZero();
    assertThat(some.passed(new Tokens(null, 50_000L))).isZero();
  }

  @Test
  void nothingIsWarnedOfAfterTheEnd() {
    Desk desk = Desk.watching(expecting("a", NOON.plusSeconds(30)));

    desk.hear(completed("a", NOON.plusSeconds(1)), used(49_000, 2));
    desk.sweep(ofMinutes(4));

    assertThat(desk.told()).containsExactly("COMPLETED a");
  }

  @Test
  void latenessIsToldOnceAfterAFreshReadConfirmsIt() {
    Desk desk = Desk.watching(expecting("a", NOON.plusSeconds(30)));

    desk.sweep(ofSeconds(90));
    assertThat(desk.told()).isEmpty();
    desk.sweep(ofSeconds(15));
    desk.sweep(ofSeconds(15));

    assertThat(desk.told()).containsExactly("LATE a");
    assertThat(desk.last().earliest()).isEqualTo(NOON.plusSeconds(30));
    assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(30));
    assertThat(desk.gateway.calls().stream().filter("details a BACKGROUND"::equals)).hasSize(1);
  }

  @Test
  void anEndThatWasPutOffIsNotLate() {
    Desk desk = Desk.watching(expecting("a", NOON.plusSeconds(30)));
    desk.gateway.put(expecting("a", NOON.plusSeconds(600)));
    desk.gateway.unlist("a");

    desk.sweep(ofMinutes(2));

    assertThat(desk.told()).isEmpty();
    assertThat(desk.gateway.calls()).contains("details a BACKGROUND");
  }

  @Test
  void latenessIsNotToldWhileTheServerDoesNotAnswer() {
    Desk desk = Desk.watching(expecting("a", NOON.plusSeconds(30)));
    desk.gateway.failWith(new SessionApiException.Unavailable("gone", null));
    desk.sweep(ofMinutes(2));
    desk.sweep(ofMinutes(1));
    assertThat(desk.told()).isEmpty();

    desk.gateway.failWith(null);
    desk.sweep(ofMinutes(1));

    assertThat(desk.told()).containsExactly("LATE a");
  }

  @Test
  void anExpectedEndBeforeTheStartIsNonsense() {
    Desk desk = Desk.watching();
    desk.gateway.put(expecting("a", Instant.EPOCH));

    desk.relist(ofSeconds(60));
    desk.sweep(ofSeconds(15));

    assertThat(desk.told()).containsExactly("APPEARED a");
  }

  @Test
  void lateIsByTheClockOfTheServer() {
    for (Duration skew : new Duration[] {ofMinutes(10), ofMinutes(-10)}) {
      Desk desk = new Desk();
      desk.gateway.offset(skew);
      Instant theirNoon = NOON.plus(skew);
      desk.gateway.put(expecting("a", theirNoon.plusSeconds(30), theirNoon));
      desk.monitor.begin();
      desk.monitor.connected();
      desk.turn();

      desk.sweep(ofSeconds(90));
      assertThat(desk.told()).as("%s", skew).isEmpty();
      desk.sweep(ofSeconds(1));

      assertThat(desk.told()).as("%s", skew).containsExactly("LATE a");
      assertThat(desk.last().latest()).isEqualTo(NOON.plusSeconds(30));
    }
  }

  @Test
  void aStartThatTakesTooLongIsToldOnce() {
    Desk desk = Desk.watching(startedAt(spawning("a"), NOON));

    desk.sweep(ofMinutes(5));
    assertThat(desk.told()).isEmpty();
    desk.sweep(ofSeconds(1));
    desk.sweep(ofSeconds(15));

    assertThat(desk.told()).containsExactly("STUCK_STARTING a");
    assertThat(desk.last().latest()).isEqualTo(NOON.plus(ofMinutes(5)));
  }

  @Test
  void aStartWithoutATimeCountsFromWhenItWasMet() {
    Desk desk = Desk.watching();
    desk.gateway.put(startedAt(spawning("a"), null));
    desk.relist(ofSeconds(60));

    desk.restart(ofMinutes(4));
    desk.sweep(ofSeconds(60));
    assertThat(desk.told()).containsExactly("APPEARED a");
    desk.sweep(ofSeconds(1));

    assertThat(desk.told()).containsExactly("APPEARED a", "STUCK_STARTING a");
  }

  @Test
  void aStartThatSucceededMeanwhileIsNotStuck() {
    Desk desk = Desk.watching(startedAt(spawning("a"), NOON));
    desk.gateway.put(startedAt(session("a", "working", NOON.plusSeconds(290)), NOON));
    desk.gateway.unlist("a");

    desk.sweep(ofSeconds(301));

    assertThat(desk.told()).isEmpty();
  }

  private static SessionEvent used(long tokens, long second) {
    return new SessionEvent.Updated(A, "working", null, tokens, NOON.plusSeconds(second));
  }

  private static Session tokens(Session session, long used) {
    return session.withTokens(new Tokens(used, 50_000L));
  }

  private static Session spawning(String id) {
    return session(id, "spawning", null);
  }

  private static Session expecting(String id, Instant end) {
    return expecting(id, end, NOON);
  }

  private static Session expecting(String id, Instant end, @Nullable Instant activity) {
    return working(id).withTimes(new Times(NOON.minusSeconds(1_200), activity, end, null, null));
  }
}
