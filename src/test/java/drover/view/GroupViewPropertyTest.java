package drover.view;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.OutgoingMessage;
import drover.testing.Markup;
import drover.view.GroupView.Need;
import drover.view.GroupView.Page;
import drover.view.GroupView.Rank;
import drover.view.GroupView.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is told together, however much and however hostile, stands on just one page. */
class GroupViewPropertyTest {
  private static final int MOST = 4096;
  private static final Pattern NUMBER = Pattern.compile("№(\\d+);");

  record Told(Rank rank, String name, String what) {}

  @Property
  void everyRowStandsOnOnePageAndTheWorstComeFirst(@ForAll("rows") List<Told> told) {
    List<Row> rows = IntStream.range(0, told.size()).mapToObj(i -> row(i, told.get(i))).toList();

    List<Integer> shown = new ArrayList<>();
    int pages = 1;
    for (int page = 1; page <= pages; page++) {
      OutgoingMessage message = GroupView.of(rows, new Page(page, false, true));
      String text = Markup.visible(message.html());
      assertThat(text.length()).isLessThanOrEqualTo(MOST);
      assertThat(text).contains("(may be a repeat)");
      Matcher numbers = NUMBER.matcher(text);
      while (numbers.find()) {
        shown.add(Integer.parseInt(numbers.group(1)));
      }
      pages = pages(message);
    }

    assertThat(shown).hasSize(rows.size()).doesNotHaveDuplicates();
    assertThat(shown).extracting(number -> rows.get(number).rank()).isSorted();
  }

  @Provide
  Arbitrary<List<Told>> rows() {
    Arbitrary<String> words =
        Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(200),
            Arbitraries.of("", "<b>x", "&amp;", "\uD83E\uDD16".repeat(60), "\u202Eevil", "a\nb"));
    return Combinators.combine(Arbitraries.of(Rank.values()), words, words)
        .as(Told::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  private static Row row(int number, Told told) {
    return new Row(
        "✅",
        "ended",
        told.name(),
        "№" + number + "; " + told.what(),
        List.of(told.what()),
        null,
        told.rank(),
        Need.NONE);
  }

  private static int pages(OutgoingMessage message) {
    return message.keyboard().stream()
        .flatMap(List::stream)
        .map(button -> button.label())
        .filter(label -> label.matches("\\d+/\\d+"))
        .map(label -> Integer.parseInt(label.substring(label.indexOf('/') + 1)))
        .findFirst()
        .orElse(1);
  }
}
