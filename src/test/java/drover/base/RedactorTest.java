package drover.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private static final String TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_";
  private final Redactor redactor =
      new Redactor(
          List.of(new Secret("k/ey+1 2"), new Secret("k/ey+1 2-longer"), new Secret("$1\\")));

  @Test
  void removesConfiguredSecretsAlsoUrlEncodedAndTheLongestFirst() {
    assertThat(redactor.redact("a k/ey+1 2-longer b k/ey+1 2")).isEqualTo("a *** b ***");
    assertThat(redactor.redact("?key=k%2Fey%2B1+2&x")).isEqualTo("?key=***&x");
    assertThat(redactor.redact("regex $1\\ signs")).isEqualTo("regex *** signs");
  }

  @Test
  void removesBotTokensWhereverTheyStand() {
    String[] texts = {
      TOKEN,
      "https://api.telegram.org/bot" + TOKEN + "/sendMessage",
      "mybot" + TOKEN,
      "_" + TOKEN + "?x",
      TOKEN.replace(":", "%3A"),
      TOKEN + "x".repeat(60)
    };
    for (String text : texts) {
      assertThat(redactor.redact(text)).contains("***").doesNotContain("AAHdq", "PALDsaw", "xxx");
    }
    assertThat(redactor.redact(texts[1])).isEqualTo("https://api.telegram.org/bot***/sendMessage");
  }

  @Test
  void removesBearerHeaders() {
    assertThat(redactor.redact("Authorization: Bearer abc.def-123="))
        .isEqualTo("Authorization: Bearer ***");
    assertThat(redactor.redact("authorization: bEARER  zzzz"))
        .isEqualTo("authorization: bEARER  ***");
  }

  @Test
  void leavesOrdinaryTextAlone() {
    String text = "12:30:05 session 4b8g5f9c ended at http://localhost:3000/api?x=%20y\n";

    assertThat(redactor.redact(text)).isEqualTo(text);
    assertThat(redactor.redact("")).isEmpty();
    assertThat(new Secret("hidden")).hasToString("***");
  }
}
