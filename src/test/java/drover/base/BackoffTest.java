package drover.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  @Test
  void theCeilingDoublesUntilTheLast() {
    assertThat(backoff.limit(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.limit(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.limit(5)).isEqualTo(Duration.ofSeconds(16));
    assertThat(backoff.limit(6)).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.limit(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theWaitLiesAnywhereBelowTheCeiling() {
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      assertThat(backoff.delay(3, random)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(4));
    }
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
