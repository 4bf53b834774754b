package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendPaceTest {
  private static final long PERSON = 7;
  private static final long GROUP = -7;

  private final SendPace pace = new SendPace(SendLimits.telegram());
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void letsThreeGoAtOnceAndThenOneASecond() {
    send(PERSON);
    send(PERSON);
    assertThat(pace.waitFor(PERSON, now)).isZero();
    send(PERSON);

    assertThat(pace.waitFor(PERSON, now)).isEqualTo(Duration.ofMillis(1003));
    now = now.plusMillis(1003);
    assertThat(pace.waitFor(PERSON, now)).isZero();
    send(PERSON);
    assertThat(pace.waitFor(PERSON, now)).isEqualTo(Duration.ofMillis(1003));
  }

  @Test
  void countsFromTheEndOfACall() {
    send(PERSON);
    send(PERSON);
    pace.began(PERSON);
    now = now.plusSeconds(30);
    pace.ended(PERSON, now, true);
    send(PERSON);
    send(PERSON);

    assertThat(pace.waitFor(PERSON, now)).isPositive();
  }

  @Test
  void letsTwentyAMinuteIntoAGroup() {
    for (int i = 0; i < 20; i++) {
      send(GROUP);
      now = now.plusMillis(1100);
    }

    assertThat(pace.waitFor(GROUP, now)).isEqualTo(Duration.ofMillis(60_003 - 20 * 1100));
    assertThat(pace.waitFor(PERSON, now)).isZero();
  }

  @Test
  void letsThirtyASecondOutWhereverTheyGo() {
    for (int chat = 1; chat <= 30; chat++) {
      send(chat);
    }

    assertThat(pace.waitForAll(now)).isEqualTo(Duration.ofMillis(1003));
    assertThat(pace.waitForAll(now.plusMillis(1003))).isZero();
  }

  @Test
  void holdsThePlacesOfCallsInFlight() {
    for (int chat = 1; chat <= 30; chat++) {
      pace.began(chat);
    }
    now = now.plusSeconds(10);

    assertThat(pace.waitForAll(now)).isPositive();
    pace.ended(1, now, true);
    assertThat(pace.waitForAll(now)).isEqualTo(Duration.ofMillis(1003));
  }

  @Test
  void givesBackThePlaceOfACallThatWasNotMade() {
    for (int i = 0; i < 100; i++) {
      pace.began(GROUP);
      assertThat(pace.isBusy(GROUP)).isTrue();
      pace.ended(GROUP, now, false);
    }

    assertThat(pace.waitFor(GROUP, now)).isZero();
    assertThat(pace.waitForAll(now)).isZero();
  }

  @Test
  void survivesAClockThatIsSetBack() {
    for (int i = 0; i < 3; i++) {
      send(PERSON);
      send(GROUP);
    }
    now = now.minus(Duration.ofHours(3));

    assertThat(pace.waitFor(PERSON, now)).isLessThanOrEqualTo(Duration.ofSeconds(4));
    assertThat(pace.waitFor(GROUP, now)).isLessThanOrEqualTo(Duration.ofSeconds(61));
    assertThat(pace.waitForAll(now)).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void neverBreaksTheStrictModelWhateverTheWayTakes() {
    Random random = new Random(42);
    List<Instant> person = new ArrayList<>();
    List<Instant> group = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      oneAtRandom(random, PERSON, person);
      oneAtRandom(random, GROUP, group);
    }

    assertThat(isWithinBursts(person)).isTrue();
    assertThat(isWithinBursts(group)).isTrue();
    for (int i = 20; i < group.size(); i++) {
      assertThat(Duration.between(group.get(i - 20), group.get(i)))
          .isGreaterThan(Duration.ofSeconds(60));
    }
  }

  /** Begins as early as allowed, arrives somewhere in between, ends later. */
  private void oneAtRandom(Random random, long chat, List<Instant> arrivals) {
    now = now.plus(pace.waitFor(chat, now));
    pace.began(chat);
    now = now.plusMillis(random.nextInt(300));
    arrivals.add(now);
    now = now.plusMillis(random.nextInt(300));
    pace.ended(chat, now, true);
  }

  private static boolean isWithinBursts(List<Instant> arrivals) {
    Instant paid = Instant.EPOCH;
    for (Instant at : arrivals) {
      Instant from = paid.isAfter(at) ? paid : at;
      if (from.isAfter(at.plusSeconds(2))) {
        return false;
      }
      paid = from.plusSeconds(1);
    }
    return true;
  }

  private void send(long chat) {
    pace.began(chat);
    pace.ended(chat, now, true);
  }
}
