package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.base.HealthCheck.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
  private static final long EVERYTHING = Long.MAX_VALUE;

  @TempDir Path directory;

  @Test
  void tellsTheSizeOfTheDatabaseThatIsOpen() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (OpenStores open = OpenStores.inFile(directory)) {
      open.database.room().bindTo(meters);

      assertThat(open.database.room().check().state()).isEqualTo(State.OK);
      assertThat(open.database.room().check().text())
          .matches("The database takes \\d MB; .* are free\\.");
      assertThat(gauge(meters, "drover.database.bytes")).isBetween(1000.0, 9e6);
      assertThat(gauge(meters, "drover.database.disk.free.bytes")).isPositive();
    }
  }

  @Test
  void warnsOfALargeFileAndOfLittleRoom() throws IOException {
    Path file = Files.write(directory.resolve("drover.mv.db"), new byte[3 << 20]);
    DiskRoom large = new DiskRoom(1 << 20, 0);
    DiskRoom narrow = new DiskRoom(EVERYTHING, EVERYTHING);

    large.measure(file);
    narrow.measure(file);

    assertThat(large.check().state()).isEqualTo(State.DEGRADED);
    assertThat(large.check().text()).contains("takes 3 MB");
    assertThat(large.check().advice()).contains("history.keep");
    assertThat(narrow.check().state()).isEqualTo(State.DEGRADED);
    assertThat(narrow.check().advice()).contains("Free some disk space");
  }

  @Test
  void doesNotGuessAboutMemoryOrAFileThatIsGone() {
    DiskRoom room = new DiskRoom(0, EVERYTHING);

    room.measure(null);
    room.measure(directory.resolve("gone"));

    assertThat(room.check().state()).isEqualTo(State.OK);
    assertThat(room.check().text()).contains("not known");
  }

  private static double gauge(SimpleMeterRegistry meters, String name) {
    return meters.get(name).gauge().value();
  }
}
