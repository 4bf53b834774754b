package drover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import drover.base.Secret;
import drover.story.RunNotes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what all tests left behind; the last to run. */
class WholeRunIT {
  private static final List<String> SECRETS =
      RunNotes.secrets().stream().map(Secret::reveal).toList();

  private static final Logger log = LoggerFactory.getLogger(WholeRunIT.class);

  /** One or two of each kind, so that the notes cannot quietly run dry. */
  private static final List<String> TESTS_WITH_EMULATORS =
      List.of(
          "drover.JarIT",
          "drover.emulator.RealClientTest",
          "drover.emulator.ValidationTest",
          "drover.outbox.OutboxEmulatorTest",
          "drover.playground.PlaygroundTest",
          "drover.story.RestartTest",
          "drover.story.StoryTest",
          "drover.telegram.EmulatorContractTest",
          "drover.telegram.EmulatorPollingContractTest");

  private static final Path TARGET = Path.of("target");
  private static final Path STORY =
      TARGET.resolve("surefire-reports/TEST-drover.story.StoryTest.xml");

  @Test
  void noEmulatorOfAnyTestEverSawACallThatIsNeverRight() throws IOException {
    assumeThat(STORY).as("the stories ran").exists();
    List<RunNotes.Note> notes = RunNotes.all();
    List<RunNotes.Note> closed = notes.stream().filter(RunNotes.Note::closed).toList();
    long calls = closed.stream().mapToLong(RunNotes.Note::calls).sum();

    assertThat(closed).allSatisfy(note -> assertThat(note.violations()).isEmpty());
    assertThat(testsOf(closed)).as("who stopped theirs").isEqualTo(testsOf(opened(notes)));
    assertThat(testsOf(closed).keySet()).containsAll(TESTS_WITH_EMULATORS);
    assertThat(closed).hasSizeGreaterThan(140);
    assertThat(calls).isGreaterThan(2_500);
    log.info("{} emulators took {} calls", closed.size(), calls);
  }

  @Test
  void noChildProcessSaidThatACallIsNeverRight() throws IOException {
    for (Path file : filesIn(RunNotes.LOGS)) {
      if (file.getFileName().toString().startsWith("child-")) {
        assertThat(file).content(StandardCharsets.UTF_8).doesNotContain("call that is never right");
      }
    }
  }

  @Test
  void noLogAndNoReportHoldsASecret() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String place : List.of("test-logs", "surefire-reports", "failsafe-reports")) {
      logs.addAll(filesIn(TARGET.resolve(place)));
    }

    assertThat(logs).isNotEmpty();
    for (Path file : logs) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        assertThat(lines.filter(WholeRunIT::holdsASecret).findFirst())
            .as("a secret in %s", file)
            .isEmpty();
      }
    }
  }

  private static boolean holdsASecret(String line) {
    return SECRETS.stream().anyMatch(line::contains);
  }

  private static List<RunNotes.Note> opened(List<RunNotes.Note> notes) {
    return notes.stream().filter(note -> !note.closed()).toList();
  }

  private static Map<String, Long> testsOf(List<RunNotes.Note> notes) {
    return notes.stream()
        .collect(Collectors.groupingBy(RunNotes.Note::test, TreeMap::new, Collectors.counting()));
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
