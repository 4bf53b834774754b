package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  @Test
  void trimsAndMovesEntitiesAlong() {
    FormattedText text = html("  \n <b> a\r\n</b>\t ");

    assertThat(text.text()).isEqualTo("a");
    assertThat(text.entities()).containsExactly(TextEntity.of("bold", 0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n\n", "<b></b>", "<b> </b>", "\u200B", "\u202E"})
  void refusesTextThatIsEmptyAfterParsing(String source) {
    assertThatThrownBy(() -> html(source)).hasMessage("Bad Request: message text is empty");
  }

  @Test
  void countsUtf16UnitsAfterParsing() {
    String longest = "<b>" + "🐄".repeat(2048) + "</b>";

    assertThat(html(longest).text()).hasSize(4096);
    assertThatThrownBy(() -> html(longest + "x")).hasMessage("Bad Request: message is too long");
  }

  @Test
  void refusesARequestOfTooManyBytesBeforeParsing() {
    String tags = "<b>x</b>".repeat(4097);

    assertThatThrownBy(() -> html(tags)).hasMessage("Bad Request: text is too long");
  }

  @Test
  void refusesALongCaption() {
    var params = Json.object().put("caption", "x".repeat(1025));

    assertThatThrownBy(() -> TextRules.caption(params))
        .hasMessage("Bad Request: message caption is too long");
  }

  @Test
  void marksCommandsLinksAndMentionsButNotInsideCode() {
    FormattedText text = html("/agents@drover_bot @ada_l https://x.org/a. #tag <code>/kill</code>");

    assertThat(text.entities())
        .extracting(TextEntity::type)
        .containsExactly("bot_command", "mention", "url", "hashtag", "code");
    assertThat(text.entities().get(2).length()).isEqualTo("https://x.org/a".length());
  }

  @Test
  void marksNoCommandInsidePathsAndFractions() {
    assertThat(TextRules.typed("a/b 1/2 /x/y src/main").entities()).isEmpty();
  }

  private static FormattedText html(String source) {
    return TextRules.message(Json.object().put("text", source).put("parse_mode", "HTML"));
  }
}
