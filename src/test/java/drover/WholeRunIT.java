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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looks at what all tests left behind; the last to run. */
class WholeRunIT {
  private static final Path TARGET = Path.of("target");
  private static final Path STORY =
      TARGET.resolve("surefire-reports/TEST-drover.story.StoryTest.xml");

  @Test
  void noBotEverMadeACallThatIsNeverRight() throws IOException {
    assumeThat(STORY).as("the stories ran").exists();
    List<RunNotes.Note> notes = RunNotes.all();

    assertThat(notes).hasSizeGreaterThan(20).allMatch(note -> note.violations() == 0);
    assertThat(notes.stream().mapToInt(RunNotes.Note::calls).sum()).isGreaterThan(500);
  }

  @Test
  void noLogAndNoReportHoldsASecret() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String place : List.of("test-logs", "surefire-reports", "failsafe-reports")) {
      logs.addAll(filesIn(TARGET.resolve(place)));
    }

    assertThat(logs).isNotEmpty();
    for (Path file : logs) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (Secret secret : RunNotes.secrets()) {
        assertThat(text.contains(secret.reveal())).as("a secret in %s", file).isFalse();
      }
    }
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
