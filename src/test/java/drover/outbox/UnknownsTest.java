package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnknownsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private int times;
  private final Unknowns unknowns = new Unknowns(Duration.ofMinutes(15), () -> times++);

  @Test
  void whatWaitsGoesOnceWhenSomethingArrives() {
    unknowns.arrived(NOON);
    assertThat(unknowns.take()).isTrue();
    assertThat(unknowns.take()).isFalse();

    unknowns.arrived(NOON.plusSeconds(120));
    assertThat(unknowns.take()).isFalse();
    assertThat(times).isEqualTo(1);
  }

  @Test
  void whatArrivedWhileTheOutcomeWasWrittenDownCounts() {
    unknowns.arrived(NOON);
    assertThat(unknowns.take()).isTrue();
    long before = unknowns.arrived();
    Instant later = NOON.plusSeconds(3_600);
    unknowns.arrived(later);
    assertThat(unknowns.take()).isFalse();

    unknowns.waits(before, later);

    assertThat(unknowns.take()).isTrue();
  }

  @Test
  void pausesGrowInARowAndBeginAnewAfterAQuietTime() {
    Instant now = NOON;
    assertThat(goesWithin(now)).isTrue();
    now = now.plusSeconds(59);
    assertThat(goesWithin(now)).isFalse();
    now = now.plusSeconds(1);
    assertThat(goesWithin(now)).isTrue();
    now = now.plusSeconds(239);
    assertThat(goesWithin(now)).isFalse();
    now = now.plusSeconds(3_600);
    assertThat(goesWithin(now)).isTrue();
    assertThat(goesWithin(now.plusSeconds(60))).isTrue();
  }

  @Test
  void whatCouldNotBeReadIsTriedAgain() {
    unknowns.arrived(NOON);
    assertThat(unknowns.take()).isTrue();
    unknowns.putBack();

    assertThat(unknowns.take()).isTrue();
  }

  private boolean goesWithin(Instant now) {
    unknowns.waits(unknowns.arrived(), now);
    unknowns.arrived(now);
    return unknowns.take();
  }
}
