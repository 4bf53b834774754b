package drover.bench;

import drover.bench.Bench.Row;
import drover.emulator.ApiCall;
import drover.simulator.World;
import drover.story.Child;
import drover.story.House;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Frames of progress as fast as the bot takes them, and how far behind it is after the last;
 * against a bare reader, also a process of its own, that only counts them.
 */
final class IngestBench implements Bench.Measurement {
  private static final int WARM = 200_000;
  private static final int FRAMES = 1_000_000;
  private static final List<String> OPTIONS = List.of("-Xmx256m");

  /** How long it took, and how much of the processors. */
  private record Read(Duration took, Duration used) {}

  @Override
  public List<Row> run(Path directory) throws IOException {
    try (House house = House.empty(directory)) {
      try (Child bot = Child.botOf(house, directory, OPTIONS)) {
        String id = house.agent("Flooding");
        house.subscribe();
        house.server().flood(WARM);
        Times.rest(Duration.ofSeconds(2));

        Duration processor = processor(bot.pid());
        Instant from = Instant.now();
        house.server().flood(FRAMES);
        Instant last = Instant.now();
        World world = house.server().world();
        world.complete(id);
        ApiCall told = Watching.message(house.telegram(), House.ADMIN, "Completed");
        Duration used = processor(bot.pid()).minus(processor);

        Duration took = Duration.between(from, told.at());
        double cut = house.server().counters().slowClientsCut();
        bot.terminate();
        int unused = bot.exitCode();
        Read bare = bare(house);
        return List.of(
            new Row(
                "`session_update` frames taken in, sender on the same processors",
                "50,000 a second",
                Times.format(
                    "%,.0f a second, in %.2f x the time of a bare reader (%,.0f a second)",
                    rate(took), Times.ratio(took, bare.took()), rate(bare.took()))),
            new Row(
                "processor time of the bot for 100,000 frames",
                "–",
                Times.format(
                    "%.2f s, %.2f x a bare reader (%.2f s)",
                    of100k(used), Times.ratio(used, bare.used()), of100k(bare.used()))),
            new Row(
                "backlog after the last of 1,000,000 frames, until the end behind them is told",
                "none that grows",
                Times.millis(Duration.between(last, told.at()))
                    + (cut > 0 ? ", streams cut: " + (int) cut : "")));
      }
    }
  }

  private static Read bare(House house) throws IOException {
    String all = Integer.toString(WARM + FRAMES);
    String warm = Integer.toString(WARM);
    String key = "Bearer " + House.API_KEY.reveal();
    try (Bare reader =
        Bare.of(BareReader.class, OPTIONS, house.server().streamUrl(), key, warm, all)) {
      house.awaitTrue("it reads", () -> house.server().streams() == 1);
      house.server().flood(WARM);
      reader.await(warm);
      Duration processor = processor(reader.pid());
      Instant from = Instant.now();
      house.server().flood(FRAMES);
      reader.await(all);
      Duration took = Duration.between(from, Instant.now());
      return new Read(took, processor(reader.pid()).minus(processor));
    }
  }

  private static double of100k(Duration used) {
    return used.toNanos() / 1e9 * 100_000 / FRAMES;
  }

  private static double rate(Duration took) {
    return FRAMES / (took.toNanos() / 1e9);
  }

  private static Duration processor(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("the process is gone"));
  }
}
