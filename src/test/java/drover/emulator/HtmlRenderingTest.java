package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlRenderingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <b>a<i>b</i></b>c                   | <b>a<i>b</i></b>c
          &lt;script&gt;alert("1")            | &lt;script&gt;alert(&quot;1&quot;)
          <a href="https://x.org/&quot;q">a</a> | <a href="https://x.org/&quot;q" target="_blank" rel="noopener noreferrer">a</a>
          <blockquote expandable>a</blockquote> | <blockquote class="expandable">a</blockquote>
          <tg-time unix="0" format="t">a</tg-time> | <time datetime="1970-01-01T00:00:00Z" data-format="t">a</time>
          <tg-spoiler>a</tg-spoiler>          | <span class="spoiler">a</span>
          <pre><code class="language-x&quot;y">a</code></pre> | <pre data-language="x&quot;y">a</pre>
          """)
  void rendersWhatTheParserReads(String source, String html) {
    FormattedText parsed = HtmlParser.parse(source);

    assertThat(HtmlRendering.render(parsed.text(), parsed.entities())).isEqualTo(html);
  }

  @Test
  void nestsEntitiesThatLieCrosswise() {
    var entities = List.of(TextEntity.of("bold", 0, 3), TextEntity.of("italic", 1, 3));

    assertThat(HtmlRendering.render("abcd", entities)).isEqualTo("<b>a<i>bc</i></b><i>d</i>");
  }

  @Test
  void leavesOutEntitiesBeyondTheTextAndLinksThatRunCode() {
    var entities =
        List.of(
            TextEntity.of("bold", 5, 3),
            new TextEntity("text_link", 0, 1, "javascript:alert(1)", null));

    assertThat(HtmlRendering.render("ab", entities)).isEqualTo("<a>a</a>b");
  }
}
