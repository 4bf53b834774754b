package drover.store;

import static drover.store.OpenStores.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.chat.UserId;
import drover.monitor.Belief;
import drover.store.DatabaseException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file is told in words or read as far as it goes; nothing new takes its place. */
class DamageTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void makeADatabase() {
    file = directory.resolve("drover.mv.db");
    try (OpenStores open = OpenStores.inFile(directory)) {
      List<Belief> beliefs = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        beliefs.add(BeliefStoreTest.belief(BeliefStoreTest.full("session-" + i), null));
        open.stores.users().grant(new UserId(i), Role.VIEWER);
      }
      open.stores.beliefs().save(beliefs);
      open.stores.beliefs().markSeen(NOON);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 50, 90})
  void aTruncatedFileIsToldInWords(int percent) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var unused = channel.truncate(channel.size() * percent / 100);
    }

    opensOrSays();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 11})
  void randomBytesInTheMiddleAreToldInWords(int seed) throws IOException {
    Random random = new Random(seed);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] noise = new byte[20_000 * (1 + seed % 4)];
      random.nextBytes(noise);
      long at = 8_192 + (long) (random.nextDouble() * (channel.size() - 8_192 - noise.length));
      assertThat(channel.write(ByteBuffer.wrap(noise), at)).isEqualTo(noise.length);
    }

    opensOrSays();
  }

  @Test
  void bothHeadersLostIsDamage() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(channel.write(ByteBuffer.allocate(8_192), 0)).isEqualTo(8_192);
    }

    assertThat(opensOrSays()).isEqualTo(Problem.DAMAGED);
  }

  /**
   * The problem; null when it opened. Its size is not compared: H2 itself cuts off what lies behind
   * the last part that it can read, as it does after a crash.
   */
  private @Nullable Problem opensOrSays() {
    Database database = new Database(new Database.Config(OpenStores.url(directory)), new Random(1));
    Stores stores = new Stores(database, Clock.systemUTC(), new SecureRandom());
    try {
      database.start();
      assertThat(stores.beliefs().all()).hasSizeLessThanOrEqualTo(500);
      assertThat(stores.users().all()).hasSizeLessThanOrEqualTo(500);
      return null;
    } catch (DatabaseException e) {
      assertThat(e.problem()).as(e.getMessage()).isEqualTo(Problem.DAMAGED);
      assertThat(e.getMessage()).contains("damaged").contains("backup").endsWith(".");
      return e.problem();
    } finally {
      database.stop();
      assertThat(file).isNotEmptyFile();
    }
  }
}
