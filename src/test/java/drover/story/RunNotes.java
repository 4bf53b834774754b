package drover.story;

import drover.base.Secret;
import drover.emulator.EmulatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;

/** What the houses of one run leave behind for the test that looks at the run as a whole. */
public final class RunNotes {
  /** The output of child processes, and the log of the tests themselves. */
  public static final Path LOGS = Path.of("target", "test-logs").toAbsolutePath();

  private static final Path NOTES = Path.of("target", "houses.txt").toAbsolutePath();

  private RunNotes() {}

  /** What one house saw. */
  public record Note(int calls, int violations) {}

  static synchronized void add(int calls, int violations) {
    try {
      Path ignored = Files.createDirectories(NOTES.getParent());
      var unused =
          Files.writeString(
              NOTES,
              calls + " " + violations + "\n",
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Note> all() throws IOException {
    return Files.readAllLines(NOTES, StandardCharsets.UTF_8).stream()
        .map(line -> line.split(" ", -1))
        .map(words -> new Note(Integer.parseInt(words[0]), Integer.parseInt(words[1])))
        .toList();
  }

  /** All secrets that tests give to the bot. */
  public static List<Secret> secrets() {
    return List.of(House.API_KEY, EmulatorConfig.inMemory(Clock.systemUTC()).token());
  }
}
