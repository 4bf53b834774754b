package drover.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the state as one JSON file, replaced whole so that a crash leaves the old or the new. */
final class StateStore {
  private static final Logger log = LoggerFactory.getLogger(StateStore.class);

  private final Path directory;
  private final Path file;
  private final Clock clock;

  StateStore(Path directory, Clock clock) {
    this.directory = directory;
    this.file = directory.resolve("telegram.json");
    this.clock = clock;
  }

  /** Returns what was saved, or an empty state; a damaged file is moved aside. */
  State load() {
    if (!Files.exists(file)) {
      return new State();
    }
    try {
      return Json.MAPPER.readValue(Files.readAllBytes(file), State.class);
    } catch (IOException | RuntimeException e) {
      moveAside(e);
      return new State();
    }
  }

  private void moveAside(Exception cause) {
    Path aside = file.resolveSibling("telegram.damaged-" + clock.millis() + ".json");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    log.warn(
        "The emulator's state could not be read; it starts afresh and the old file is now {}",
        aside.getFileName(),
        cause);
  }

  void save(byte[] json) {
    Path fresh = file.resolveSibling("telegram.json.new");
    try {
      Files.createDirectories(directory);
      try (FileChannel out =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var buffer = ByteBuffer.wrap(json);
        while (buffer.hasRemaining()) {
          int unused = out.write(buffer);
        }
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
