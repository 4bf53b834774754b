package drover.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.ApiCall;
import drover.proof.LeastTime.Made;
import drover.proof.LeastTime.MadeAt;
import drover.simulator.AgentSpec;
import drover.simulator.World;
import drover.story.Child;
import drover.story.House;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Everything ends at once, told to many chats while Telegram's limits are enforced: {@code mvn
 * -Pstorm test} for 2,000 ends, 50 chats and 3 groups.
 */
@Execution(CONCURRENT)
class StormRunTest {
  private static final int ENDS = Integer.getInteger("proof.storm.ends", 40);
  private static final int PEOPLE = Integer.getInteger("proof.storm.people", 8);
  private static final int GROUPS = Integer.getInteger("proof.storm.groups", 1);

  /** A sample is too short, and the machine of a build too busy, for its time to mean anything. */
  private static final boolean FULL = ENDS > 100;

  private static final double MOST = 1.05;
  private static final String TRANSITIONS = "drover_monitor_transitions_total";

  /**
   * Where little is left, a twentieth of it is less than the way of one message. A second is the
   * step in which Telegram's limits count: what just misses its place waits for the next.
   */
  private static final Duration ONE_MESSAGE = Duration.ofSeconds(1);

  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final List<String> OPTIONS =
      List.of(System.getProperty("proof.options", "-Xmx256m").split(" "));

  private @TempDir Path directory;

  @Test
  void everyEndIsConveyedWithinWhatTheLimitsAllow() {
    try (House house =
        House.empty(
            directory,
            "telegram.admins",
            Crowd.admins(PEOPLE),
            "http.port",
            Integer.toString(Metrics.freePort()))) {
      List<String> names = IntStream.range(0, ENDS).mapToObj(i -> Books.name('W', i)).toList();
      World world = house.server().world();
      List<String> ids = names.stream().map(n -> world.addAgent(AgentSpec.named(n))).toList();
      try (Child bot = Child.botOf(house, directory, OPTIONS)) {
        Crowd crowd = new Crowd(house, PEOPLE, GROUPS);
        crowd.subscribe();
        house.awaitKnown();
        if (FULL) {
          // What the groups were told so far must not count in their first minute.
          Pause.of(Duration.ofSeconds(61));
        }
        Metrics metrics =
            new Metrics(Objects.requireNonNull(house.configuration().get("http.port")));
        house.telegram().calls().clear();

        double before = metrics.sum(TRANSITIONS);
        Instant begun = Instant.now();
        for (int i = 0; i < ENDS; i++) {
          if (i % 10 == 3) {
            world.fail(ids.get(i), "out of luck");
          } else {
            world.complete(ids.get(i));
          }
        }
        Instant reported = Instant.now();
        Awaitility.await("all ends are stored with their notices")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> metrics.sum(TRANSITIONS) >= before + ENDS);
        Instant stored = Instant.now();
        awaitDrained(house, metrics, crowd, names);

        List<ApiCall> calls = calls(house);
        Instant last = calls.get(calls.size() - 1).at();
        Duration least =
            LeastTime.after(
                stored, calls.stream().map(call -> new MadeAt(made(call), call.at())).toList());
        Duration took = last.isAfter(stored) ? Duration.between(stored, last) : Duration.ZERO;
        Figures figures = new Figures("storm");
        figures.add("ends                           %8d", ENDS);
        figures.add("chats, and of these groups     %8d %4d", PEOPLE + GROUPS, GROUPS);
        figures.add("facts (ends x chats)           %8d", ENDS * (PEOPLE + GROUPS));
        figures.add("messages and edits             %8d", calls.size());
        figures.add("refused with 429               %8d", house.telegram().limits().refused());
        figures.add("reported within                %8.1f s", seconds(begun, reported));
        figures.add("stored with notices within     %8.1f s", seconds(begun, stored));
        figures.add("last message after             %8.1f s", seconds(begun, last));
        Duration atBest =
            LeastTime.after(
                begun, calls.stream().map(call -> new MadeAt(made(call), call.at())).toList());
        figures.add("least from the first report    %8.1f s", atBest.toMillis() / 1e3);
        figures.add("drained, once all was stored   %8.1f s", took.toMillis() / 1e3);
        figures.add("least that the limits allow    %8.1f s", least.toMillis() / 1e3);
        int lost = crowd.untold(names);
        assertThat(house.telegram().calls().violations()).isEmpty();
        figures.add("facts not conveyed             %8d", lost);
        assertThat(lost).as("facts not conveyed").isZero();
        assertThat(house.telegram().limits().refused()).as("refused with 429").isZero();
        if (FULL) {
          assertThat(took)
              .as("drained")
              .isLessThan(ONE_MESSAGE.plus(Duration.ofMillis((long) (least.toMillis() * MOST))));
        }
        bot.terminate();
      }
    }
  }

  private static void awaitDrained(House house, Metrics metrics, Crowd crowd, List<String> names) {
    Figures progress = new Figures("storm-progress");
    Awaitility.await("nothing waits")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              List<ApiCall> calls = calls(house);
              long edits = calls.stream().filter(call -> made(call).edit()).count();
              progress.add(
                  "%s: %d messages, %d edits, %.0f waiting",
                  Instant.now().truncatedTo(ChronoUnit.SECONDS),
                  calls.size() - edits,
                  edits,
                  metrics.value("drover_outbox_waiting"));
              return !calls.isEmpty()
                  && calls.get(calls.size() - 1).at().plus(QUIET).isBefore(Instant.now())
                  && (metrics.value("drover_outbox_waiting") == 0 || areTold(crowd, names));
            });
  }

  /** Without turning a page; then nothing waits, whatever the gauge says, which is behind. */
  private static boolean areTold(Crowd crowd, List<String> names) {
    return crowd.chats().stream().allMatch(chat -> Books.of(chat).untold(names).isEmpty());
  }

  private static List<ApiCall> calls(House house) {
    return Stream.of("sendMessage", "editMessageText", "editMessageReplyMarkup")
        .flatMap(method -> house.telegram().calls().of(method).stream())
        .filter(call -> call.code() == 200)
        .sorted((a, b) -> a.at().compareTo(b.at()))
        .toList();
  }

  private static Made made(ApiCall call) {
    return new Made(
        call.parameters().path("chat_id").asLong(), !call.method().equals("sendMessage"));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }
}
