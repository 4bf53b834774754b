package drover.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.ApiCall;
import drover.emulator.Fault;
import drover.simulator.AgentSpec;
import drover.story.Child;
import drover.story.House;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Telegram takes no message while everything ends, then the process is killed, and the next one
 * tells it all, both with little memory: {@code mvn -Pbacklog test} for 100,000 facts in a heap of
 * 128 MB.
 */
@Execution(CONCURRENT)
class BacklogRunTest {
  private static final int ENDS = Integer.getInteger("proof.backlog.ends", 60);
  private static final int PEOPLE = Integer.getInteger("proof.backlog.people", 5);
  private static final int MEGABYTES = 128;
  private static final int FACTS = ENDS * PEOPLE;
  private static final Duration AGAIN = Duration.ofSeconds(FACTS > 10_000 ? 30 : 5);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Pattern LEFT = Pattern.compile("->(\\d+)M\\(");
  private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private @TempDir Path directory;

  @Test
  void allThatWaitsIsToldByAProcessWithLittleMemory() throws IOException {
    String port = Integer.toString(Metrics.freePort());
    try (House house =
        House.empty(directory, "telegram.admins", Crowd.admins(PEOPLE), "http.port", port)) {
      Figures figures = new Figures("backlog");
      Crowd crowd = new Crowd(house, PEOPLE, 0);
      List<String> names = IntStream.range(0, ENDS).mapToObj(i -> Books.name('W', i)).toList();
      figures.add("facts (ends x chats)           %8d", FACTS);
      figures.add("chats                          %8d", PEOPLE);
      figures.add("heap, at most                  %8d MB", MEGABYTES);
      List<String> ids =
          names.stream().map(n -> house.server().world().addAgent(AgentSpec.named(n))).toList();
      try (Child bot = Child.botOf(house, directory, options("stores"))) {
        figures.add("waiting at the kill            %8.0f", pileUp(house, crowd, ids));
        figures.add("resident while storing, peak   %8d MB", resident(bot));
        bot.killHard();
      }

      house.telegram().faults().clear();
      house.telegram().calls().clear();
      long refused = house.telegram().limits().refused();
      // Until nothing waits for anything but the process.
      Pause.of(AGAIN);
      Instant begun = Instant.now();
      try (Child bot = Child.botOf(house, directory, options("tells"))) {
        Metrics metrics = new Metrics(port);
        Awaitility.await("nothing waits")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> !sent(house).isEmpty() && metrics.value("drover_outbox_waiting") == 0);
        List<ApiCall> sent = sent(house);
        figures.add("first message after            %8.1f s", seconds(begun, sent.get(0)));
        figures.add(
            "last message after             %8.1f s", seconds(begun, sent.get(sent.size() - 1)));
        figures.add("messages                       %8d", sent.size());
        int lost = crowd.untold(names);
        figures.add("facts not conveyed             %8d", lost);
        figures.add("heap after collections, peak   %8d MB", heap("tells"));
        figures.add("resident, peak                 %8d MB", resident(bot));
        assertThat(lost).as("facts not conveyed").isZero();
        assertThat(house.telegram().limits().refused()).as("refused with 429").isEqualTo(refused);
        bot.terminate();
      }
    }
  }

  /** Returns how many wait, once all ends are stored with their notices. */
  private static double pileUp(House house, Crowd crowd, List<String> ids) {
    crowd.subscribe();
    house.awaitKnown();
    // Surely not done, and to be tried again soon; after a 500 each waits longer, up to half an
    // hour.
    Fault busy = Fault.tooManyRequests(AGAIN.toSeconds());
    house.telegram().faults().next(Integer.MAX_VALUE, "sendMessage", busy);
    ids.forEach(house.server().world()::complete);
    Metrics metrics = new Metrics(Objects.requireNonNull(house.configuration().get("http.port")));
    Awaitility.await("all facts wait")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> metrics.value("drover_outbox_waiting") >= FACTS);
    return metrics.value("drover_outbox_waiting");
  }

  /** A process that lacks memory once is dead, so that it cannot hide it. */
  private static List<String> options(String life) {
    return List.of(
        "-Xmx" + MEGABYTES + "m", "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + life + ".gc");
  }

  private static List<ApiCall> sent(House house) {
    return house.telegram().calls().of("sendMessage").stream()
        .filter(call -> call.code() == 200)
        .sorted(Comparator.comparing(ApiCall::at))
        .toList();
  }

  private static double seconds(Instant from, ApiCall call) {
    return Duration.between(from, call.at()).toMillis() / 1e3;
  }

  private long heap(String life) throws IOException {
    String log = Files.readString(directory.resolve(life + ".gc"), StandardCharsets.UTF_8);
    return LEFT.matcher(log).results().mapToLong(r -> Long.parseLong(r.group(1))).max().orElse(0);
  }

  private static long resident(Child bot) throws IOException {
    Path status = Path.of("/proc", Long.toString(bot.pid()), "status");
    Matcher peak = RESIDENT.matcher(Files.readString(status, StandardCharsets.UTF_8));
    return peak.find() ? Long.parseLong(peak.group(1)) / 1024 : 0;
  }
}
