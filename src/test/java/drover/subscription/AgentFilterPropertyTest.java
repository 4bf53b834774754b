package drover.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Filters are stored as text and read back, whatever people type. */
class AgentFilterPropertyTest {
  @Property(tries = 1000)
  void readsBackFromItsTextAndHasOneSpelling(@ForAll("typed") List<String> words)
      throws AgentFilter.Malformed {
    AgentFilter filter = AgentFilter.parse(words, Optional::of);

    assertThat(AgentFilter.of(filter.text())).isEqualTo(filter);
    assertThat(AgentFilter.of(filter.text()).text()).isEqualTo(filter.text());
    assertThat(AgentFilter.parse(filter.words(), Optional::of)).isEqualTo(filter);
    assertThat(filter.text().isEmpty()).isEqualTo(filter.isAll());
  }

  @Property(tries = 1000)
  void stars(@ForAll("patterns") String pattern, @ForAll("names") String name) {
    String regex =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));

    boolean expected =
        pattern.contains("*") ? Pattern.matches("(?s)" + regex, name) : name.contains(pattern);

    assertThat(Glob.matches(pattern, name)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<String>> typed() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<String> rough = Arbitraries.strings().withChars(" \"\\*:;aİß\n\t").ofMaxLength(8);
    Arbitrary<String> plain =
        Arbitraries.oneOf(text, rough)
            .filter(word -> !word.matches("(?is)(name|priority|channel|parent|status):.*"));
    Arbitrary<String> value = Arbitraries.oneOf(text, rough).filter(word -> !word.isBlank());
    Arbitrary<String> keyed =
        Arbitraries.of("name:", "NAME:", "priority:", "channel:", "parent:", "parent:id:")
            .flatMap(key -> value.map(word -> key + word));
    Arbitrary<String> status =
        Arbitraries.of("working", "done", "Failed", "running").map("status:"::concat);
    return Arbitraries.oneOf(plain, keyed, status).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab\n").ofMaxLength(12);
  }
}
