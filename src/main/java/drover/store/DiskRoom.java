package drover.store;

import drover.base.HealthCheck;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large the database's file is and how much room is left beside it, as last measured: a warning
 * before the disk is full. Any thread.
 */
public final class DiskRoom implements HealthCheck {
  private static final Logger log = LoggerFactory.getLogger(DiskRoom.class);
  private static final Measure UNKNOWN = new Measure(-1, -1);

  /** Half a year of a hundred agents stays well below. */
  private static final long LARGE = 4L << 30;

  private static final long LITTLE = 200L << 20;

  private final long large;
  private final long little;
  private volatile Measure last = UNKNOWN;

  private record Measure(long bytes, long free) {}

  DiskRoom() {
    this(LARGE, LITTLE);
  }

  /**
   * @param large the size of the file from which it is called large
   * @param little the room below which it is called little
   */
  DiskRoom(long large, long little) {
    this.large = large;
    this.little = little;
  }

  /** Shows both figures among the counters; -1 while unknown. */
  void bindTo(MeterRegistry meters) {
    meters.gauge("drover.database.bytes", this, room -> room.last.bytes());
    meters.gauge("drover.database.disk.free.bytes", this, room -> room.last.free());
  }

  /**
   * @param file null when the database is in memory
   */
  void measure(@Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      last = new Measure(Files.size(file), Files.getFileStore(file).getUsableSpace());
    } catch (IOException e) {
      log.debug("The database's file cannot be measured", e);
      last = UNKNOWN;
    }
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Health check() {
    Measure now = last;
    if (now.bytes() < 0) {
      return Health.ok("The database's size is not known.");
    }
    String text =
        "The database takes " + inWords(now.bytes()) + "; " + inWords(now.free()) + " are free.";
    if (now.free() < little) {
      return Health.degraded(text, "Free some disk space, or the database closes itself.");
    }
    return now.bytes() > large
        ? Health.degraded(text, "Keep less: set history.keep to fewer days.")
        : Health.ok(text);
  }

  private static String inWords(long bytes) {
    double megabytes = bytes / 1048576.0;
    return megabytes < 1024
        ? String.format(Locale.ROOT, "%.0f MB", Math.ceil(megabytes))
        : String.format(Locale.ROOT, "%.1f GB", megabytes / 1024);
  }
}
