package drover.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
  @Test
  void leavesTheTextThatIsSeen() {
    assertThat(Markup.visible("<b>a &lt;b&gt;</b> <blockquote expandable>c &amp; d</blockquote>"))
        .isEqualTo("a <b> c & d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>open",
        "<b><i>crossed</b></i>",
        "</b>",
        "a < b",
        "a > b",
        "a & b",
        "&nbsp;",
        "<script></script>",
        "<blockquote><blockquote>x</blockquote></blockquote>"
      })
  void refusesWhatTheServiceRefuses(String html) {
    assertThatThrownBy(() -> Markup.visible(html)).isInstanceOf(AssertionError.class);
  }
}
