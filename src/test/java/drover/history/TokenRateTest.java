package drover.history;

import static org.assertj.core.api.Assertions.assertThat;

import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenRateTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final AgentLife LIFE = new AgentLife(new SessionId("s"), "1");
  private static final AgentLife FORMER = new AgentLife(new SessionId("s"), "0");

  @Test
  void tellsHowLongTheRestWillDo() {
    assertThat(lasting(50_000, 40_000L, 41_000L, 42_000L, 43_000L))
        .isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  void neitherABurstNorAPauseTurnsItAround() {
    assertThat(lasting(50_000, 30_000L, 31_000L, 39_000L, 40_000L, 41_000L, 42_000L, 43_000L))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
    assertThat(lasting(50_000, 40_000L, 41_000L, 41_000L, 42_000L, 43_000L))
        .isBetween(Duration.ofMinutes(7), Duration.ofMinutes(10));
  }

  @Test
  void saysNothingThatItCannotKnow() {
    assertThat(lasting(50_000, 40_000L, 41_000L)).as("two samples").isNull();
    assertThat(lasting(50_000, 40_000L, 40_000L, 40_000L)).as("nothing spent").isNull();
    assertThat(lasting(50_000, 49_000L, 50_000L, 51_000L)).as("nothing left").isNull();
    assertThat(lasting(50_000_000, 1L, 2L, 3L)).as("not within a day").isNull();
    assertThat(lasting(50_000, null, 40_000L, 41_000L)).as("unknown").isNull();
    assertThat(TokenRate.of(samples(LIFE, 1L, 2L, 3L), LIFE).lasting(null, NOON)).isNull();
    assertThat(TokenRate.of(samples(FORMER, 1L, 2L, 3L), LIFE).lasting(50L, NOON)).isNull();
    assertThat(TokenRate.of(List.of(), LIFE).lasting(50L, NOON)).isNull();
  }

  @Test
  void forgetsWhatWasBeforeACounterBeganAnew() {
    assertThat(lasting(50_000, 45_000L, 46_000L, 10_000L, 12_000L, 14_000L))
        .isEqualTo(Duration.ofMinutes(18));
  }

  @Test
  void countsTheTimeSinceTheLastSample() {
    List<Sample> samples = samples(LIFE, 40_000L, 41_000L, 42_000L, 43_000L);

    assertThat(TokenRate.of(samples, LIFE).lasting(50_000L, NOON.plusSeconds(60)))
        .isEqualTo(Duration.ofMinutes(6));
    assertThat(TokenRate.of(samples, LIFE).lasting(50_000L, NOON.plusSeconds(420))).isNull();
  }

  private static @Nullable Duration lasting(long limit, @Nullable Long... used) {
    return TokenRate.of(samples(LIFE, used), LIFE).lasting(limit, NOON);
  }

  /** One a minute, the last one at noon. */
  private static List<Sample> samples(AgentLife life, @Nullable Long... used) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < used.length; i++) {
      Instant at = NOON.minus(Duration.ofMinutes(used.length - 1L - i));
      samples.add(new Sample(life, at, null, used[i], null));
    }
    return samples;
  }
}
