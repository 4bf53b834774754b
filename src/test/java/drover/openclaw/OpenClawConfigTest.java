package drover.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.base.Secret;
import drover.session.Purpose;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenClawConfigTest {
  @ParameterizedTest
  @CsvSource({
    "http://h:3000/api, , http://h:3000/api/sessions/ws",
    "http://h:3000/api/, , http://h:3000/api/sessions/ws",
    "http://h:3000, , http://h:3000/sessions/ws",
    "https://h/a/b?x=1#f, , https://h/a/b/sessions/ws",
    "http://h/api, ws://h:1/ws, http://h:1/ws",
    "http://h/api, wss://other/ws?a=b, https://other/ws?a=b",
    "http://h/api, http://h/ws, http://h/ws",
  })
  void theStreamIsBelowTheBaseUnlessNamed(String api, @Nullable String ws, String stream) {
    assertThat(config(api, ws, "key").streamUrl()).hasToString(stream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:3000", "ftp://h/", "http://", "/api"})
  void anAddressThatIsNoneIsRefused(String url) {
    assertThatThrownBy(() -> config(url, null, "key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openclaw.api-url");
    assertThatThrownBy(() -> config("http://h", url, "key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openclaw.ws-url");
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> config("http://h", null, "geheim\u00e4\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openclaw.api-key")
        .hasMessageNotContaining("geheim");
    assertThat(config("http://h", null, " key ").authorization()).isEqualTo("Bearer key");
    assertThat(config("http://h", null, "key-123").toString()).doesNotContain("key-123");
  }

  @Test
  void aPersonsCallIsBoundedByTenSeconds() {
    Http http =
        new Http(
            new OpenClawConfig("http://h", null, null, Duration.ofMinutes(1), 0, true, 1),
            new SettableClock(),
            new RequestBudget(),
            new ServerClock());

    assertThat(http.timeout(Purpose.PERSON)).isEqualTo(Duration.ofSeconds(10));
    assertThat(http.timeout(Purpose.KILL)).isEqualTo(Duration.ofMinutes(1));
    http.close();
  }

  private static OpenClawConfig config(String api, @Nullable String ws, String key) {
    return new OpenClawConfig(api, new Secret(key), ws, Duration.ofSeconds(1), 0, true, 1);
  }
}
