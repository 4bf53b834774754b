package drover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Promises on pages are those of tests that exist. */
class NamedTestsTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!try)(?!---).*");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    List<String> missing = new ArrayList<>();

    String pages = page("SECURITY.md") + page("README.md");
    for (var named : NAMED.matcher(pages).results().toList()) {
      String method = named.group(2) == null ? "" : " " + named.group(2) + "(";
      if (sources(named.group(1) + ".java").noneMatch(source -> source.contains(method))) {
        missing.add(named.group());
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyTryOfThePageAboutSecurityNamesATest() throws IOException {
    List<String> rows = ROW.matcher(page("SECURITY.md")).results().map(row -> row.group()).toList();

    assertThat(rows).hasSizeGreaterThan(25).allMatch(row -> NAMED.matcher(row).find());
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of(name));
  }

  private static Stream<String> sources(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<String> found = new ArrayList<>();
      for (Path file : files.filter(path -> path.endsWith(name)).toList()) {
        found.add(Files.readString(file));
      }
      return found.stream();
    }
  }
}
