package drover.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of files: in memory, and on disk too when the emulator keeps its state there. */
final class FileVault {
  private static final int MOST_IN_MEMORY = 200;

  private final @Nullable Path directory;
  private final Map<String, byte[]> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > MOST_IN_MEMORY;
        }
      };

  FileVault(@Nullable Path stateDirectory) {
    this.directory = stateDirectory == null ? null : stateDirectory.resolve("files");
  }

  synchronized void put(String id, byte[] bytes) {
    recent.put(id, bytes);
    if (directory == null) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve(id), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void remove(String id) {
    recent.remove(id);
    if (directory == null) {
      return;
    }
    try {
      Files.deleteIfExists(directory.resolve(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized Optional<byte[]> get(String id) {
    byte[] bytes = recent.get(id);
    if (bytes != null || directory == null || !Files.isRegularFile(directory.resolve(id))) {
      return Optional.ofNullable(bytes);
    }
    try {
      return Optional.of(Files.readAllBytes(directory.resolve(id)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
