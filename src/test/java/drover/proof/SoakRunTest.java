package drover.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.story.Child;
import drover.story.House;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** A long life in bad weather: {@code mvn -Psoak test} for a million events. */
@Execution(CONCURRENT)
class SoakRunTest {
  private static final int EVENTS = Integer.getInteger("proof.soak.events", 15_000);
  private static final boolean LONG = EVENTS > 100_000;
  private static final int PEOPLE = 3;
  private static final int GROUPS = LONG ? 1 : 0;
  private static final int AGENTS = LONG ? 60 : 12;
  private static final int REPORTS_PER_STEP = 30;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(LONG ? 20 : 2);
  private static final Duration TO_FORGET = Duration.ofSeconds(15);
  private static final Duration TO_TELL_ALL = Duration.ofMinutes(5);

  private @TempDir Path directory;

  private final Figures figures = new Figures("soak");

  @Test
  void theBooksBalanceAfterALongLifeInBadWeather() {
    try (House house =
        House.empty(
            directory,
            "telegram.admins",
            Crowd.admins(PEOPLE),
            "stall.threshold",
            "3s",
            "stall.sweep",
            "1s",
            "openclaw.poll-interval",
            "1s")) {
      FastWorld world = new FastWorld(house, new Random(1), AGENTS, REPORTS_PER_STEP);
      Weather weather = new Weather(house, new Random(2));
      try (Child bot = Child.botOf(house, directory, List.of("-Xmx160m", "-XX:+UseSerialGC"))) {
        Crowd crowd = new Crowd(house, PEOPLE, GROUPS);
        crowd.subscribe();
        house.awaitKnown();
        world.start();
        weather.start();
        List<Footprint> footprints = watch(house, world, crowd, bot);
        world.stop();
        weather.stop();
        world.endAll();
        house.awaitListening();
        balance(world, crowd);
        assertFlat(footprints);
        bot.terminate();
      }
    }
  }

  private List<Footprint> watch(House house, FastWorld world, Crowd crowd, Child bot) {
    List<Footprint> footprints = new ArrayList<>();
    Instant begun = Instant.now();
    figures.add("     s     events   ends  listed  heap KB  resident KB  file KB");
    Awaitility.await()
        .atMost(Duration.ofHours(3))
        .pollInterval(BETWEEN_LOOKS)
        .until(
            () -> {
              forget(world, crowd.chats());
              Footprint now = Footprint.of(bot, directory.resolve("drover.mv.db"));
              footprints.add(now);
              long events = house.server().counters().events();
              figures.add(
                  "%6d %10d %6d %7d %8d %12d %8d",
                  Duration.between(begun, Instant.now()).toSeconds(),
                  events,
                  world.ended().size(),
                  house.server().world().agents().size(),
                  now.heap(),
                  now.resident(),
                  now.file());
              return events >= EVENTS;
            });
    return footprints;
  }

  /** A server does not list for ever what is over; here, until all chats were told. */
  private static void forget(FastWorld world, List<Chat> chats) {
    Set<String> told = new HashSet<>(world.remembered(TO_FORGET));
    chats.forEach(chat -> told.retainAll(Books.of(chat).told()));
    told.forEach(world::forget);
  }

  private void balance(FastWorld world, Crowd crowd) {
    List<String> ends = world.ended();
    try {
      Awaitility.await("all is told")
          .atMost(TO_TELL_ALL)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                boolean more = crowd.turnPages();
                return !more
                    && crowd.chats().stream().allMatch(c -> Books.of(c).untold(ends).isEmpty());
              });
    } catch (ConditionTimeoutException e) {
      figures.add("not all is told within %s", TO_TELL_ALL);
    }
    List<String> lost = new ArrayList<>();
    List<String> twice = new ArrayList<>();
    int repeats = 0;
    for (Chat chat : crowd.chats()) {
      Books books = Books.of(chat);
      lost.addAll(books.untold(ends));
      twice.addAll(books.toldTwice(ends));
      repeats += books.repeats(ends);
    }
    figures.add("ends on the server             %8d", ends.size());
    figures.add("ends due (ends x chats)        %8d", ends.size() * crowd.chats().size());
    figures.add("ends lost                      %8d", lost.size());
    figures.add("messages that tell again       %8d", repeats);
    figures.add("ends told again without mark   %8d", twice.size());
    assertThat(lost).as("ends never told").isEmpty();
    assertThat(twice).as("ends told twice without a word").isEmpty();
  }

  /** Compares the last third with the one before, when all caches have filled. */
  private static void assertFlat(List<Footprint> footprints) {
    int third = footprints.size() / 3;
    if (third < 3) {
      return;
    }
    long before = heap(footprints.subList(third, 2 * third));
    long last = heap(footprints.subList(2 * third, footprints.size()));
    assertThat(last).as("heap after collections, KB").isLessThan(before * 5 / 4);
    // It grows until it is worth making smaller, over and over.
    long fileBefore = largestFile(footprints.subList(third, 2 * third));
    long file = largestFile(footprints.subList(2 * third, footprints.size()));
    assertThat(file).as("largest database in the last third, KB").isLessThan(fileBefore * 5 / 4);
  }

  private static long largestFile(List<Footprint> some) {
    return some.stream().mapToLong(Footprint::file).max().orElse(0);
  }

  private static long heap(List<Footprint> some) {
    return some.stream()
        .mapToLong(Footprint::heap)
        .sorted()
        .skip(some.size() / 2)
        .findFirst()
        .orElse(0);
  }
}
