package drover.proof;

import static org.assertj.core.api.Assertions.assertThat;

import drover.proof.LeastTime.Made;
import drover.proof.LeastTime.MadeAt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeastTimeTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

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

  @Test
  void whatWasSentBeforeCountsAgainstWhatIsSentAfter() {
    Instant since = NOON.plusSeconds(10);

    assertThat(LeastTime.after(since, at(7, NOON, 3, since, 3))).isZero();
    assertThat(LeastTime.after(since, at(7, since.minusSeconds(1), 3, since, 3)))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(LeastTime.after(since, at(-7, NOON, 20, since, 1)))
        .isEqualTo(Duration.ofSeconds(50));
    assertThat(LeastTime.after(since, at(-7, NOON, 19, since, 1)).toSeconds()).isLessThan(10);
    assertThat(LeastTime.after(since, at(-7, NOON, 5, since, 0))).isZero();
  }

  @Test
  void allChatsTogetherWaitForThoseBefore() {
    List<MadeAt> calls = new ArrayList<>();
    for (long chat = 1; chat <= 30; chat++) {
      calls.add(new MadeAt(new Made(chat, false), NOON));
    }
    for (long chat = 31; chat <= 90; chat++) {
      calls.add(new MadeAt(new Made(chat, false), NOON.plusSeconds(9)));
    }

    assertThat(LeastTime.after(NOON.plusMillis(400), calls)).isEqualTo(Duration.ofMillis(1_600));
  }

  /** Some calls to a chat at one time and some at another. */
  private static List<MadeAt> at(long chat, Instant first, int early, Instant second, int late) {
    List<MadeAt> calls = new ArrayList<>();
    for (int i = 0; i < early + late; i++) {
      calls.add(new MadeAt(new Made(chat, false), i < early ? first : second));
    }
    return calls;
  }

  private static List<Made> to(long chat, int count) {
    return IntStream.range(0, count).mapToObj(i -> new Made(chat, false)).toList();
  }
}
