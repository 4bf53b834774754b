package drover;

import static org.assertj.core.api.Assertions.assertThat;

import drover.proof.Metrics;
import drover.story.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about bounds says is seen from outside is. */
class BoundsPageTest {
  private static final Pattern FIGURE = Pattern.compile("`(drover_\\w+)`");

  private @TempDir Path directory;

  @Test
  void everyFigureThatIsNamedIsThere() throws IOException {
    List<String> named =
        FIGURE
            .matcher(Files.readString(Path.of("docs/bounds.md")))
            .results()
            .map(MatchResult::group)
            .map(quoted -> quoted.substring(1, quoted.length() - 1))
            .distinct()
            .toList();
    int port = Metrics.freePort();
    try (House house = House.empty(directory, "http.port", Integer.toString(port)).startBot()) {
      Metrics metrics = new Metrics(Integer.toString(port));
      house.subscribe();

      assertThat(named).hasSizeGreaterThan(10).allSatisfy(metrics::value);
    }
  }
}
