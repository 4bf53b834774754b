package drover.bench;

import drover.bench.Bench.Row;
import drover.simulator.AgentSpec;
import drover.story.Child;
import drover.story.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to start, and what it takes while nothing happens, against a process that only
 * starts the same libraries.
 */
final class IdleBench implements Bench.Measurement {
  private static final int STARTS = 5;
  private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("bench.idle", 120));

  @Override
  public List<Row> run(Path directory) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (List<String> options :
        List.of(List.<String>of(), List.of("-Xmx128m", "-XX:+UseSerialGC"))) {
      rows.addAll(measure(Files.createTempDirectory(directory, "idle"), options));
    }
    return rows;
  }

  private static List<Row> measure(Path directory, List<String> options) throws IOException {
    String with = options.isEmpty() ? "no options" : "`" + String.join(" ", options) + "`";
    try (House house = House.empty(directory)) {
      for (int i = 0; i < 10; i++) {
        house.server().world().arrive(AgentSpec.named("Quiet " + i));
      }
      Times starts = new Times();
      Times bareStarts = new Times();
      for (int i = 0; i < STARTS; i++) {
        Instant bareFrom = Instant.now();
        try (Bare unused = libraries(house, directory, options)) {
          bareStarts.add(Duration.between(bareFrom, Instant.now()));
        }
        Instant from = Instant.now();
        try (Child bot = bot(house, directory, options)) {
          starts.add(Duration.between(from, Instant.now()));
          bot.killHard();
        }
      }
      try (Bare bare = libraries(house, directory, options);
          Child bot = bot(house, directory, options)) {
        house.awaitListening();
        house.subscribe();
        Times.rest(Duration.ofSeconds(30));
        long before = house.server().counters().requests();
        Times.rest(IDLE);
        double minutes = IDLE.toSeconds() / 60.0;
        double requests = (house.server().counters().requests() - before) / minutes;
        long resident = resident(bot.pid());
        long least = resident(bare.pid());
        bot.terminate();
        return List.of(
            new Row(
                "start of the process to ready, " + with,
                "3 s",
                Times.format(
                    "%.1f s, %.2f x the libraries alone (%.1f s)",
                    seconds(starts),
                    Times.ratio(starts.median(), bareStarts.median()),
                    seconds(bareStarts))),
            new Row(
                "resident memory, idle for two minutes, " + with,
                "200 MB",
                Times.format(
                    "%d MB, %.2f x the libraries alone (%d MB)",
                    resident, (double) resident / least, least)),
            new Row(
                "requests to the server, stream up, 1 subscribed chat, " + with,
                "2 a minute",
                Times.format("%.1f a minute", requests)));
      }
    }
  }

  /** Ready, with the database of the last start, as after an update. */
  private static Child bot(House house, Path directory, List<String> options) {
    Path file = Child.configuration(directory, house.configuration());
    Child bot = Child.ofClasses(directory, options, "run", "--config", file.toString());
    bot.awaitOutput("Drover is up", Duration.ofSeconds(60));
    return bot;
  }

  /** They are up when this returns. */
  private static Bare libraries(House house, Path directory, List<String> options)
      throws IOException {
    String key = "Bearer " + House.API_KEY.reveal();
    Bare all =
        Bare.of(Libraries.class, options, directory.toString(), house.server().streamUrl(), key);
    all.await(Libraries.UP);
    return all;
  }

  private static double seconds(Times times) {
    return times.median().toMillis() / 1000.0;
  }

  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
