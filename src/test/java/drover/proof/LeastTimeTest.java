package drover.proof;

import static org.assertj.core.api.Assertions.assertThat;

import drover.proof.LeastTime.Made;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeastTimeTest {
  @Test
  void aChatTakesThreeAtOnceAndThenOneASecond() {
    assertThat(LeastTime.of(to(7, 3))).isZero();
    assertThat(LeastTime.of(to(7, 10))).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aGroupTakesTwentyAMinuteWithEdits() {
    List<Made> calls = IntStream.range(0, 21).mapToObj(i -> new Made(-7, i > 2)).toList();

    assertThat(LeastTime.of(calls.subList(0, 20))).isZero();
    assertThat(LeastTime.of(calls)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void allChatsTakeThirtyASecond() {
    List<Made> calls = LongStream.range(1, 62).mapToObj(chat -> new Made(chat, false)).toList();

    assertThat(LeastTime.of(calls.subList(0, 60))).isEqualTo(Duration.ofSeconds(1));
    assertThat(LeastTime.of(calls)).isEqualTo(Duration.ofSeconds(2));
  }

  private static List<Made> to(long chat, int count) {
    return IntStream.range(0, count).mapToObj(i -> new Made(chat, false)).toList();
  }
}
