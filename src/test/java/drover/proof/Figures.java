package drover.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run measured: shown as it comes, and kept in {@code target/proof}. Any thread. */
public final class Figures {
  private static final Path DIRECTORY = Path.of("target", "proof").toAbsolutePath();

  private final Path file;
  private final List<String> lines = new ArrayList<>();

  public Figures(String run) {
    this.file = DIRECTORY.resolve(run + ".txt");
  }

  @SuppressWarnings("SystemOut")
  public synchronized void add(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    System.out.println(line);
    lines.add(line);
    try {
      Path unused = Files.createDirectories(DIRECTORY);
      Path written = Files.write(file, lines, StandardCharsets.UTF_8);
      if (!written.equals(file)) {
        throw new IllegalStateException("written to " + written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
