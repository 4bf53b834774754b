package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.testing.CsvReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tables read back as they were written, whatever stands in them. */
class CsvPropertyTest {
  private static final int PLENTY = 1_000_000;

  @Property(tries = 1000)
  void readsBack(@ForAll("rows") List<List<String>> rows) {
    Csv csv = new Csv(PLENTY);
    rows.forEach(row -> assertThat(csv.row(row.toArray(String[]::new))).isTrue());

    assertThat(CsvReader.read(csv.bytes())).isEqualTo(rows);
    assertThat(csv.rows()).isEqualTo(rows.size());
  }

  @Property(tries = 1000)
  void nothingThatSomebodyWroteIsCalculated(@ForAll("cells") String words) {
    String cell = Csv.text(words);

    assertThat(cell).doesNotContainPattern("^[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]");
    assertThat(cell).isIn(words, "'" + words);
  }

  @Property
  void neverGrowsBeyondItsSizeAndKeepsWholeRows(@ForAll("rows") List<List<String>> rows) {
    Csv csv = new Csv(60);
    List<List<String>> kept = new ArrayList<>();
    for (List<String> row : rows) {
      if (csv.row(row.toArray(String[]::new))) {
        kept.add(row);
      }
    }

    assertThat(csv.bytes().length).isLessThanOrEqualTo(60);
    assertThat(CsvReader.read(csv.bytes())).isEqualTo(kept);
  }

  @Provide
  Arbitrary<String> cells() {
    Arbitrary<String> rough =
        Arbitraries.strings().withChars("=+-@',\"\r\n\tab\uFF1D").ofMaxLength(8);
    Arbitrary<String> any =
        Arbitraries.strings().ofMaxLength(12).map(text -> text.replaceAll("\\p{Cs}", ""));
    return Arbitraries.oneOf(rough, any);
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    return cells().list().ofMinSize(1).ofMaxSize(5).list().ofMaxSize(6);
  }
}
