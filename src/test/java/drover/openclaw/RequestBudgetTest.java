package drover.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import drover.openclaw.RequestBudget.Kind;
import drover.session.Purpose;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetTest {
  private static final Instant NOW = SettableClock.NOON;
  private final RequestBudget budget = new RequestBudget();

  @ParameterizedTest
  @CsvSource({
    // already used by kill, person, background; then who finds how many more
    "0, 0, 0, BACKGROUND, 60",
    "0, 0, 0, PERSON, 90",
    "0, 0, 0, KILL, 70",
    "0, 0, 60, PERSON, 30",
    "0, 0, 60, KILL, 10",
    "0, 30, 60, KILL, 10",
    "10, 0, 60, PERSON, 30",
    "10, 30, 0, BACKGROUND, 60",
    "0, 90, 0, BACKGROUND, 0",
    "0, 90, 0, KILL, 10",
    "70, 0, 0, BACKGROUND, 0",
    "70, 0, 0, PERSON, 30",
    "20, 0, 50, BACKGROUND, 0",
    "0, 40, 0, BACKGROUND, 50",
  })
  void everyPurposeFindsItsShare(int kill, int person, int background, Purpose who, int finds) {
    take(kill, Purpose.KILL);
    take(person, Purpose.PERSON);
    take(background, Purpose.BACKGROUND);

    assertThat(room(Kind.READ, who, NOW)).isEqualTo(finds);
  }

  @ParameterizedTest
  @CsvSource({"CREATE, PERSON, 10", "RESPAWN, PERSON, 50", "KILL, KILL, 50", "READ, PERSON, 90"})
  void everyKindHasItsLimit(Kind kind, Purpose purpose, int finds) {
    assertThat(room(kind, purpose, NOW)).isEqualTo(finds);
  }

  @Test
  void killsAndRespawnsShareOneLimitAndCreatesHaveTheirOwn() {
    assertThat(room(Kind.KILL, Purpose.KILL, NOW)).isEqualTo(50);

    assertThat(room(Kind.RESPAWN, Purpose.PERSON, NOW)).isZero();
    assertThat(room(Kind.CREATE, Purpose.PERSON, NOW)).isEqualTo(10);
    assertThat(room(Kind.READ, Purpose.PERSON, NOW)).isPositive();
  }

  @Test
  void aRefusedRequestCountsNowhere() {
    assertThat(room(Kind.CREATE, Purpose.PERSON, NOW)).isEqualTo(10);

    assertThat(room(Kind.READ, Purpose.PERSON, NOW)).isEqualTo(80);
  }

  @Test
  void theWindowSlides() {
    take(30, Purpose.BACKGROUND);
    Instant later = NOW.plusSeconds(40);
    assertThat(room(Kind.READ, Purpose.BACKGROUND, later)).isEqualTo(30);
    assertThat(budget.tryTake(Kind.READ, Purpose.BACKGROUND, later))
        .isEqualTo(RequestBudget.WINDOW.minusSeconds(40));

    Instant first = NOW.plus(RequestBudget.WINDOW);
    assertThat(room(Kind.READ, Purpose.BACKGROUND, first)).isEqualTo(30);
    assertThat(room(Kind.READ, Purpose.BACKGROUND, first.plusSeconds(20))).isZero();
  }

  @Test
  void aPauseHoldsTheBackgroundAloneAndIsNeverShortened() {
    budget.pauseBackground(Duration.ofSeconds(90), NOW);
    budget.pauseBackground(Duration.ofSeconds(5), NOW);

    assertThat(budget.tryTake(Kind.READ, Purpose.BACKGROUND, NOW))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(budget.tryTake(Kind.READ, Purpose.PERSON, NOW)).isZero();
    assertThat(budget.tryTake(Kind.KILL, Purpose.KILL, NOW)).isZero();
    assertThat(budget.tryTake(Kind.READ, Purpose.BACKGROUND, NOW.plusSeconds(90))).isZero();
  }

  @Test
  void whatWasSentWithoutAskingCountsToo() {
    for (int i = 0; i < 120; i++) {
      budget.charge(Kind.READ, Purpose.PERSON, NOW);
    }

    assertThat(budget.tryTake(Kind.READ, Purpose.KILL, NOW)).isPositive();
    assertThat(budget.tryTake(Kind.READ, Purpose.KILL, NOW.plus(RequestBudget.WINDOW))).isZero();
  }

  @Test
  void aClockSetBackBlocksNobodyForLong() {
    take(60, Purpose.BACKGROUND);

    assertThat(budget.tryTake(Kind.READ, Purpose.BACKGROUND, NOW.minusSeconds(3600))).isZero();
  }

  private void take(int times, Purpose purpose) {
    for (int i = 0; i < times; i++) {
      assertThat(budget.tryTake(Kind.READ, purpose, NOW)).isZero();
    }
  }

  private int room(Kind kind, Purpose purpose, Instant now) {
    int taken = 0;
    while (taken < 200 && budget.tryTake(kind, purpose, now).isZero()) {
      taken++;
    }
    return taken;
  }
}
