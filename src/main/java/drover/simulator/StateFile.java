package drover.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents on disk, in one JSON file that is always whole: written beside and moved into place.
 * One thread at a time.
 */
final class StateFile {
  private static final Logger log = LoggerFactory.getLogger(StateFile.class);
  private static final int VERSION = 1;

  /** What the file holds. {@code starts} counts the servers that used it. */
  static final class State {
    int version = VERSION;
    long starts;
    List<SimAgent> agents = new ArrayList<>();
  }

  private final Path file;

  StateFile(Path directory) {
    this.file = directory.resolve("openclaw-simulator.json");
  }

  /** Empty when there is none, or none that can be read; a damaged one is moved aside. */
  Optional<State> load(Instant now) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      State state = Json.STATE.readValue(file.toFile(), State.class);
      if (state == null || state.version != VERSION) {
        throw new IOException("not a state file of version " + VERSION);
      }
      long ids = state.agents.stream().map(agent -> agent.id).distinct().count();
      if (ids < state.agents.size()) {
        throw new IOException("two agents have the same id");
      }
      return Optional.of(state);
    } catch (IOException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + now.toEpochMilli());
      log.warn(
          "The state file {} is damaged and now called {}; starting afresh. {}",
          file,
          aside.getFileName(),
          e.getMessage());
      moveAside(aside);
      return Optional.empty();
    }
  }

  /** Turns the state into bytes; callers hold the population's monitor. */
  static byte[] bytes(State state) {
    try {
      return Json.STATE.writeValueAsBytes(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("agents that cannot be written", e);
    }
  }

  void save(byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) < 0) {
          throw new IOException("nothing written to " + fresh);
        }
      }
      channel.force(true);
    }
    Path moved =
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    log.debug("State saved to {}", moved);
  }

  private void moveAside(Path aside) {
    try {
      Path moved = Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      log.debug("Moved to {}", moved);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move the damaged " + file + " aside", e);
    }
  }
}
