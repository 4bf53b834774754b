package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import drover.view.Cut;
import drover.view.Html;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any text of a server, cut and escaped by {@code view}, read as Telegram reads it. */
class HostileTextPropertyTest {
  @Property
  void whatIsEscapedIsReadBackAsItWas(@ForAll("visible") String text) {
    FormattedText read = HtmlParser.parse(Html.escape(text));

    assertThat(read.text()).isEqualTo(text);
    assertThat(read.entities()).isEmpty();
  }

  @Property
  void noTextBreaksOutOfItsMarkup(
      @ForAll("hostile") String text, @ForAll @IntRange(min = 1, max = 200) int most) {
    String cut = Cut.to(text, most);

    String html =
        "a" + Html.bold(cut) + "b" + Html.code(cut) + "c" + Html.quote(Cut.line(text, most)) + "d";

    FormattedText read = HtmlParser.parse(html);
    assertThat(read.text()).startsWith("a").endsWith("d");
    assertThat(read.text().length()).isLessThanOrEqualTo(4 + 3 * most);
    assertThat(read.entities())
        .extracting(TextEntity::type)
        .isSubsetOf("bold", "code", "blockquote", "expandable_blockquote");
    assertThat(read.entities()).hasSizeLessThanOrEqualTo(3);
  }

  @Property
  void aCutNeverPartsAPairAndSaysThatItCut(
      @ForAll("hostile") String text, @ForAll @IntRange(min = 1, max = 200) int most) {
    String cut = Cut.to(text, most);

    assertThat(cut.length()).isLessThanOrEqualTo(most);
    assertThat(cut.equals(text) || cut.endsWith("…")).isTrue();
    assertThat(lonely(cut)).isLessThanOrEqualTo(lonely(text));
    assertThat(Cut.line(text, most))
        .doesNotContain("\n", "\t", "\r")
        .hasSizeLessThanOrEqualTo(most);
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(12),
            Arbitraries.of(
                "<b>",
                "</b>",
                "</code>",
                "&lt;",
                "&",
                "&amp",
                "&#60;",
                "\"",
                "<a href=\"",
                "'>",
                "</blockquote>",
                "\uD83E\uDD16",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "\uD800",
                "\uDC00",
                "\u202Eevil\u202C",
                "\u0000",
                "\n",
                "\r\n",
                " ",
                "\u2028"))
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> visible() {
    return Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(12),
            Arbitraries.of("<b>", "</b>", "&lt;", "&#60;", "&amp;", "\uD83E\uDD16", "é", "\n"))
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  private static long lonely(String text) {
    return text.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF).count();
  }
}
