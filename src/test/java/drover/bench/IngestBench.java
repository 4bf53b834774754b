package drover.bench;

import drover.bench.Bench.Row;
import drover.emulator.ApiCall;
import drover.simulator.World;
import drover.story.Child;
import drover.story.House;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Frames of progress as fast as the bot takes them, and how far behind it is after the last. */
final class IngestBench implements Bench.Measurement {
  private static final int WARM = 200_000;
  private static final int FRAMES = 1_000_000;

  @Override
  public List<Row> run(Path directory) {
    try (House house = House.empty(directory)) {
      try (Child bot = Child.botOf(house, directory, List.of("-Xmx256m"))) {
        String id = house.agent("Flooding");
        house.subscribe();
        house.server().flood(WARM);
        Times.rest(Duration.ofSeconds(2));

        Duration processor = processor(bot);
        Instant from = Instant.now();
        house.server().flood(FRAMES);
        Instant last = Instant.now();
        World world = house.server().world();
        world.complete(id);
        ApiCall told = Watching.message(house.telegram(), House.ADMIN, "Completed");
        Duration used = processor(bot).minus(processor);

        Duration took = Duration.between(from, told.at());
        double cut = house.server().counters().slowClientsCut();
        bot.terminate();
        return List.of(
            new Row(
                "`session_update` frames taken in, sender on the same processors",
                "50,000 a second",
                Times.format("%,.0f a second", FRAMES / (took.toNanos() / 1e9))),
            new Row(
                "processor time of the bot for 100,000 frames",
                "–",
                Times.format("%.2f s", used.toNanos() / 1e9 * 100_000 / FRAMES)),
            new Row(
                "backlog after the last of 1,000,000 frames, until the end behind them is told",
                "none that grows",
                Times.millis(Duration.between(last, told.at()))
                    + (cut > 0 ? ", streams cut: " + (int) cut : "")));
      }
    }
  }

  private static Duration processor(Child bot) {
    return ProcessHandle.of(bot.pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("the bot is gone"));
  }
}
