package drover.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "3599, 59 min",
    "3600, 1 h",
    "7500, 2 h 5 min",
    "86399, 23 h 59 min",
    "86400, 1 d",
    "273600, 3 d 4 h"
  })
  void readsInTwoUnitsAtTheMost(long seconds, String words) {
    assertThat(Spans.of(Duration.ofSeconds(seconds))).isEqualTo(words);
  }
}
