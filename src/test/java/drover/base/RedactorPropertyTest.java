package drover.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a server says: no secret comes through, no tag is broken, no line takes long. */
class RedactorPropertyTest {
  private static final String KEY = "ghp_Zq9wX7Zq9wX7Zq9wX7Zq9wX7";
  private static final List<String> PARTS =
      List.of(
          "sk-",
          "ghp_",
          "eyJ",
          "eyJaaaaaaaa.",
          "AKIA",
          "xoxb-",
          "123456:",
          "://",
          "://a:",
          "@",
          "password=",
          "token:",
          "token=\"",
          "\"",
          "'",
          "\\\"",
          "cookie:",
          "authorization: ",
          "Bearer ",
          "-----BEGIN ",
          "PRIVATE KEY-----",
          "-----END ",
          "-----",
          "<b>",
          "</b>",
          "&quot;",
          "&amp;",
          "&",
          ",",
          ";",
          " ",
          "\n",
          "a",
          "Zz9",
          "...",
          "=",
          ":",
          "${",
          "***");

  private final Redactor redactor = new Redactor(List.of(new Secret("own<secret>1")));

  @Property
  void aKeyIsGoneWhateverStandsAroundIt(
      @ForAll("parts") String before, @ForAll("parts") String after) {
    String text = before + " " + KEY + " " + after + " own<secret>1 own&lt;secret&gt;1";

    assertThat(redactor.redact(text)).doesNotContain("Zq9wX7", "secret");
  }

  @Property
  void tagsStayAsTheyWere(@ForAll("parts") String text) {
    assertThat(redactor.redact(text).replaceAll("[^<>]", ""))
        .isEqualTo(text.replaceAll("[^<>]", ""));
  }

  /** Doubling a line that is made to be looked at again and again must not square the time. */
  @Property(tries = 40)
  void theTimeGrowsWithTheLengthAlone(@ForAll("parts") String part) {
    String some = part.isEmpty() ? "a" : part;
    String line = some.repeat(10_000 / some.length() + 1);
    String longer = some.repeat(200_000 / some.length() + 1);

    long began = System.nanoTime();
    String clean = redactor.redact(line);
    String cleanLonger = redactor.redact(longer);

    assertThat(System.nanoTime() - began)
        .as("a squared time is minutes")
        .isLessThan(2_000_000_000L);
    assertThat(clean.length()).isLessThanOrEqualTo(2 * line.length());
    assertThat(cleanLonger.length()).isLessThanOrEqualTo(2 * longer.length());
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.of(PARTS).list().ofMaxSize(12).map(parts -> String.join("", parts));
  }
}
