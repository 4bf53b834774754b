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

/** What the emulators of one run leave behind for the test that looks at the run as a whole. */
public final class RunNotes {
  /** The output of child processes, and the log of the tests themselves. */
  public static final Path LOGS = Path.of("target", "test-logs").toAbsolutePath();

  private static final Path NOTES = Path.of("target", "emulators.txt").toAbsolutePath();
  private static boolean begun;

  private RunNotes() {}

  /**
   * What one emulator saw.
   *
   * @param test the class that made it
   * @param closed false when it was made; the note of its end is another
   * @param violations calls that are never right and that the test did not call meant
   */
  public record Note(String test, boolean closed, long calls, List<String> violations) {}

  static synchronized void add(Note note) {
    String line =
        "%s\t%s\t%d\t%s\n"
            .formatted(
                note.test(),
                note.closed(),
                note.calls(),
                String.join("; ", note.violations()).replaceAll("\\s", " "));
    try {
      Path ignored = Files.createDirectories(NOTES.getParent());
      var unused =
          Files.writeString(
              NOTES,
              line,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              beginsTheRun() ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begun = true;
  }

  /** The tests of the jar come in a second process and add to what the first wrote. */
  private static boolean beginsTheRun() {
    return !begun && System.getProperty("testLog") == null;
  }

  public static List<Note> all() throws IOException {
    return Files.readAllLines(NOTES, StandardCharsets.UTF_8).stream()
        .map(line -> line.split("\t", -1))
        .map(
            words ->
                new Note(
                    words[0],
                    Boolean.parseBoolean(words[1]),
                    Long.parseLong(words[2]),
                    words[3].isEmpty() ? List.of() : List.of(words[3].split("; "))))
        .toList();
  }

  /** All secrets that tests give to the bot. */
  public static List<Secret> secrets() {
    return List.of(House.API_KEY, EmulatorConfig.inMemory(Clock.systemUTC()).token());
  }
}
