package drover.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SayTest {
  @Test
  void namesZonesAsPeopleDo() {
    assertThat(Say.zone(ZoneOffset.UTC)).isEqualTo("UTC");
    assertThat(Say.zone(ZoneId.of("UTC"))).isEqualTo("UTC");
    assertThat(Say.zone(ZoneId.of("Europe/Berlin"))).isEqualTo("Europe/Berlin");
  }
}
