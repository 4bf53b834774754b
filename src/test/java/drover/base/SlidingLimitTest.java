package drover.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingLimitTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final SlidingLimit limit = new SlidingLimit(3, Duration.ofSeconds(60));

  @Test
  void letsSoManyThroughAndThenSaysHowLongToWait() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.tryTake(NOON.plusSeconds(i))).isZero();
    }

    assertThat(limit.tryTake(NOON.plusSeconds(10))).isEqualTo(Duration.ofSeconds(50));
    assertThat(limit.tryTake(NOON.plusSeconds(60))).isZero();
    assertThat(limit.tryTake(NOON.plusSeconds(60))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aRefusedTryTakesNothing() {
    for (int i = 0; i < 50; i++) {
      Duration unused = limit.tryTake(NOON);
    }

    assertThat(limit.waitFor(3, NOON.plusSeconds(60))).isZero();
  }

  @Test
  void severalPlacesWaitForTheLastOfThem() {
    assertThat(limit.tryTake(NOON)).isZero();
    assertThat(limit.tryTake(NOON.plusSeconds(20))).isZero();

    assertThat(limit.waitFor(1, NOON.plusSeconds(30))).isZero();
    assertThat(limit.waitFor(2, NOON.plusSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(limit.waitFor(3, NOON.plusSeconds(30))).isEqualTo(Duration.ofSeconds(50));
    assertThat(limit.waitFor(99, NOON.plusSeconds(30))).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void noWindowEverHoldsMoreThanTheLimit() {
    Random random = new Random(3);
    List<Instant> taken = new ArrayList<>();
    Instant now = NOON;
    for (int i = 0; i < 2_000; i++) {
      now = now.plusMillis(random.nextInt(9_000));
      if (limit.tryTake(now).isZero()) {
        taken.add(now);
      }
    }

    for (int i = 3; i < taken.size(); i++) {
      assertThat(Duration.between(taken.get(i - 3), taken.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }
  }

  @Test
  void aClockSetBackNeverMakesItWaitLongerThanAWindow() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.tryTake(NOON)).isZero();
    }

    assertThat(limit.tryTake(NOON.minusSeconds(7_200))).isEqualTo(Duration.ofSeconds(60));
    assertThat(limit.tryTake(NOON.minusSeconds(7_140))).isZero();
  }
}
