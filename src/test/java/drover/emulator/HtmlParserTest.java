package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          plain                                         | plain      | -
          <b>a</b>                                      | a          | bold 0 1
          <strong>a</strong><em>b</em>                  | ab         | bold 0 1; italic 1 1
          <i>a</i><u>b</u><ins>c</ins>                  | abc        | italic 0 1; underline 1 1; underline 2 1
          <s>a</s><strike>b</strike><del>c</del>        | abc        | strikethrough 0 1; strikethrough 1 1; strikethrough 2 1
          <B>a</b>                                      | a          | bold 0 1
          <b>a</>                                       | a          | bold 0 1
          <b >a</b >                                    | a          | bold 0 1
          <b class="x" id=y>a</b>                       | a          | bold 0 1
          <b></b>x                                      | x          | -
          <b>x<i>y</i></b>                              | xy         | bold 0 2; italic 1 1
          <code>a</code>                                | a          | code 0 1
          <code class="language-java">a</code>          | a          | code 0 1
          <pre>a</pre>                                  | a          | pre 0 1
          <pre><code>a</code></pre>                     | a          | pre 0 1
          <pre><code class="language-java">a</code></pre> | a        | pre 0 1 java
          <code><b>a</b></code>                         | a          | code 0 1
          <blockquote>a</blockquote>                    | a          | blockquote 0 1
          <blockquote expandable>a</blockquote>         | a          | expandable_blockquote 0 1
          <tg-spoiler>a</tg-spoiler>                    | a          | spoiler 0 1
          <span class="tg-spoiler">a</span>             | a          | spoiler 0 1
          <tg-emoji emoji-id="5368324170671202286">x</tg-emoji> | x  | custom_emoji 0 1 5368324170671202286
          <tg-time unix="1700000000" format="r">then</tg-time> | then | date_time 0 4 1700000000
          <a href="https://x.org/?a=1&amp;b=2">a</a>    | a          | text_link 0 1 https://x.org/?a=1&b=2
          <a href='https://x.org'>a</a>                 | a          | text_link 0 1 https://x.org
          <a href=example.com>a</a>                     | a          | text_link 0 1 http://example.com
          <a href="tg://user?id=42">a</a>               | a          | text_mention 0 1 42
          <a href="javascript:alert(1)">a</a>           | a          | -
          <a>https://x.org</a>                          | https://x.org | text_link 0 13 https://x.org
          &lt;b&gt;&amp;&quot;                          | <b>&"      | -
          &lt                                           | <          | -
          &#65;&#x42;&#x1F404;                          | AB🐄       | -
          &nbsp;&apos;&unknown;                         | &nbsp;&apos;&unknown; | -
          &#0;&#1114111;&#99999999999;                  | &#0;&#1114111;&#99999999999; | -
          a & b                                         | a & b      | -
          &amp;lt;                                      | &lt;       | -
          🐄<b>🐄</b>                                    | 🐄🐄       | bold 2 2
          """)
  void readsTagsAndReferences(String source, String text, String entities) {
    FormattedText parsed = HtmlParser.parse(source);

    assertThat(parsed.text()).isEqualTo(text);
    assertThat(show(parsed)).isEqualTo(entities.equals("-") ? "" : entities);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <x>a</x>          | Unsupported start tag "x" at byte offset 0
          é<x>              | Unsupported start tag "x" at byte offset 2
          🐄 <x>            | Unsupported start tag "x" at byte offset 5
          a < b > c         | Unsupported start tag "" at byte offset 2
          a<br/>b           | Unsupported start tag "br/" at byte offset 1
          <p>a</p>          | Unsupported start tag "p" at byte offset 0
          <!-- a -->        | Unsupported start tag "!--" at byte offset 0
          <script>a</script> | Unsupported start tag "script" at byte offset 0
          a <               | Unclosed start tag at byte offset 2
          a <b              | Unclosed start tag at byte offset 2
          a <b c            | Expected equal sign in declaration of an attribute of the tag "b" at byte offset 2
          <b c>a</b>        | Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0
          <b c=             | Unclosed start tag "b" at byte offset 0
          <b c=d            | Unclosed start tag at byte offset 0
          <b c=d e          | Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0
          <blockquote expandable | Empty attribute name in the tag "blockquote" at byte offset 0
          <a href="x        | Unclosed start tag at byte offset 0
          <a href="x"       | Unclosed start tag at byte offset 0
          <a =x>a</a>       | Empty attribute name in the tag "a" at byte offset 0
          <a href=a/b>x</a> | Unexpected end of name token at byte offset 8
          <b>a              | Can't find end tag corresponding to start tag "b"
          <b><i>a</i>       | Can't find end tag corresponding to start tag "b"
          a</b>             | Unexpected end tag at byte offset 1
          <b>a</b           | Unclosed end tag at byte offset 4
          <b>a</b x>        | Unclosed end tag at byte offset 4
          <b><i>a</b></i>   | Unmatched end tag at byte offset 7, expected "</i>", found "</b>"
          <span>a</span>    | Tag "span" must have class "tg-spoiler" at byte offset 0
          <span class="x">a</span> | Tag "span" must have class "tg-spoiler" at byte offset 0
          <tg-emoji>a</tg-emoji>   | Invalid custom emoji identifier specified
          <tg-time unix="soon">a</tg-time> | Invalid date-time or format specified
          a&#xD800;b        | Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units
          """)
  void complainsAsTelegramDoes(String source, String reason) {
    String unquoted = source.strip();

    assertThatThrownBy(() -> HtmlParser.parse(unquoted))
        .isInstanceOfSatisfying(
            ApiRefusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(400);
              assertThat(refusal.verdict()).isEqualTo(Verdict.INVALID);
            })
        .hasMessage("Bad Request: can't parse entities: " + reason);
  }

  @Test
  void readsHugeAndDeepTextInLinearTime() {
    String deep = "<b>".repeat(3000) + "x" + "</b>".repeat(3000);
    String wide = "&lt;<b>y</b>".repeat(2500);

    assertThat(HtmlParser.parse(deep).text()).isEqualTo("x");
    assertThat(HtmlParser.parse(wide).entities()).hasSize(2500);
  }

  private static String show(FormattedText parsed) {
    return parsed.entities().stream()
        .map(
            entity ->
                entity.type()
                    + " "
                    + entity.offset()
                    + " "
                    + entity.length()
                    + (entity.argument() == null ? "" : " " + entity.argument()))
        .collect(Collectors.joining("; "));
  }
}
