package drover.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
  private static final List<String> WORDS =
      List.of("agents", "agent", "kill", "telegram.bot-token", "stall.threshold");

  @Test
  void findsTheNearestFirst() {
    assertThat(NearMiss.among("agnt", WORDS, 2)).containsExactly("agent");
    assertThat(NearMiss.among("AGENTZ", WORDS, 2)).containsExactly("agent", "agents");
    assertThat(NearMiss.among("telegram.bot_token", WORDS, 1))
        .containsExactly("telegram.bot-token");
    assertThat(NearMiss.among("stall.treshold", WORDS, 1)).containsExactly("stall.threshold");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(NearMiss.among("", WORDS, 3)).isEmpty();
    assertThat(NearMiss.among("k", WORDS, 3)).isEmpty();
    assertThat(NearMiss.among("colour", WORDS, 3)).isEmpty();
    assertThat(NearMiss.among("x".repeat(100_000), WORDS, 3)).isEmpty();
  }
}
