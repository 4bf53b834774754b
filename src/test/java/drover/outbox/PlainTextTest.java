package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<b>Stalled</b>: a &lt; b | Stalled: a &lt; b",
        "<b>never closed | never closed",
        "a < b and c > d | a &lt; b and c &gt; d",
        "AT&T &amp; &amp;lt; | AT&amp;T &amp; &amp;lt;",
        "<blockquote expandable>log</blockquote> | log",
        "<a href=\"https://x/?a=1&b=2\">x</a>&quot; | x\"",
        "&#60;&#x3c; end | end",
        "<<b>> | &lt;&gt;",
      })
  void leavesOnlyWordsThatParse(String html, String plain) {
    assertThat(PlainText.of(html).strip()).isEqualTo(plain);
  }
}
