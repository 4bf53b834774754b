package drover.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import drover.access.Role;
import drover.proof.FuzzedAnswers.Seen;
import drover.proof.FuzzedUpdates.Actor;
import drover.proof.FuzzedUpdates.Made;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * Senseless and malicious updates, 100,000 of them with {@code mvn -Pfuzz test}: from everybody
 * first, then from those alone who may nothing.
 */
@Isolated("whatever any thread logs as an error counts")
class FuzzRunTest {
  private static final int UPDATES = Integer.getInteger("proof.fuzz.updates", 2_000);
  private static final long SEED = Long.getLong("proof.fuzz.seed", 20_261_126L);
  private static final int CHUNK = 100;
  private static final int CHUNKS_PER_GENERATION = 5;
  private static final int CHUNKS_BETWEEN_LOOKS = 100;
  private static final boolean LONG = UPDATES >= 50_000;
  private static final long ADMIN = 1001;
  private static final long VIEWER = 2002;
  private static final long OPERATOR = 2003;
  private static final long STRANGER = 2004;
  private static final long OTHER_BOT = 2005;
  private static final long TEAM = -1_000_007;
  private static final long NOBODYS = -8_000_001;

  /** What the bot may remember of people who may nothing; refusals are at most 30 an hour each. */
  private static final Map<String, Long> LEFT_BEHIND =
      Map.of("AUDIT", 600L, "PERSON", 5L, "DISABLED_CHAT", 5L);

  /** Those who may more, more often. */
  private static final List<Long> EVERYBODY =
      List.of(ADMIN, OPERATOR, OPERATOR, OPERATOR, OPERATOR, VIEWER, VIEWER, STRANGER, OTHER_BOT);

  private @TempDir Path directory;

  private final Figures figures = new Figures("fuzz");
  private final RandomGenerator random = new Random(SEED);
  private final FuzzedUpdates updates = new FuzzedUpdates(random, new FuzzedWords());
  private final ListAppender<ILoggingEvent> errors = new ListAppender<>();
  private final List<Long> heaps = new ArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(Level.ERROR.levelStr);
    filter.start();
    errors.addFilter(filter);
    errors.start();
    root.addAppender(errors);
  }

  @AfterEach
  void leave() {
    root.detachAppender(errors);
  }

  @Test
  void nothingBreaksTheBotAndNobodyOrdersWhoMayNot() {
    figures.add("seed %d, %d updates", SEED, UPDATES);
    long began = System.nanoTime();
    Map<Long, Role> people =
        Map.of(ADMIN, Role.ADMIN, OPERATOR, Role.OPERATOR, VIEWER, Role.VIEWER);
    try (FuzzHouse house = new FuzzHouse(directory, people)) {
      fuzz(house, UPDATES * 3 / 4, EVERYBODY);
      Map<String, Long> before = house.rows();
      long open = house.openOrders();
      house.answers.forget();
      fuzz(house, UPDATES / 4, List.of(STRANGER, OTHER_BOT));

      figures.add("seconds                    %8d", (System.nanoTime() - began) / 1_000_000_000);
      int orders = house.gateway.orders().size();
      report(house, orders);
      assertThat(failures()).as("what escaped, with seed %d", SEED).isEmpty();
      assertThat(house.answers.offences()).as("what Telegram would not have taken").isEmpty();
      assertThat(orders).as("orders of those who may").isPositive();
      assertThat(house.orderers()).isSubsetOf(Long.toString(ADMIN), Long.toString(OPERATOR));
      assertThat(house.answers.said()).as("answers to them").allMatch(FuzzRunTest::isForNobody);
      assertThat(house.remembered()).isLessThanOrEqualTo(500);
      assertFlat();
      assertNoGrowth(
          before,
          house.rows(),
          Map.of("HISTORY", open, "AUDIT", open, "BUTTON", 4L * house.answers.said().size()));
    }
  }

  private void fuzz(FuzzHouse house, int count, List<Long> people) {
    for (int done = 0; done < count; done += CHUNK) {
      if (done % (CHUNK * CHUNKS_PER_GENERATION) == 0) {
        house.renewAgents();
      }
      List<Actor> actors = people.stream().map(id -> actor(id, house.answers.tokens())).toList();
      for (int i = 0; i < Math.min(CHUNK, count - done); i++) {
        Made made = updates.next(actors.get(random.nextInt(actors.size())));
        house.telegram.update(made.type(), made.payload().toString());
      }
      house.telegram.redeliver(random.nextInt(5));
      house.settle();
      house.telegram.calls().clear();
      if (LONG && done % (CHUNK * CHUNKS_BETWEEN_LOOKS) == 0) {
        System.gc();
        heaps.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
      }
    }
  }

  /** What tests themselves write down grows by some hundred bytes an update. */
  private void assertFlat() {
    if (LONG) {
      figures.add("heap after collections, KB %s", heaps);
      long middle = heaps.get(heaps.size() / 2);
      long grown = heaps.get(heaps.size() - 1) - middle;
      assertThat(grown).as("KB in the second half").isLessThan(UPDATES / 2 / 4);
    }
  }

  /** An admin's button may change a role; who may order has to be known beforehand. */
  private static Actor actor(long id, List<Seen> tokens) {
    List<Long> places = new ArrayList<>(List.of(TEAM, TEAM, NOBODYS));
    if (id == STRANGER || id == VIEWER || id == OTHER_BOT) {
      places.addAll(List.of(ADMIN, OPERATOR));
    }
    return new Actor(id, "Person " + id, id == OTHER_BOT, places, id == ADMIN ? List.of() : tokens);
  }

  /** To whoever posts as the group, or of an order that was given before. */
  private static boolean isForNobody(String html) {
    return html.startsWith("You are posting anonymously")
        || html.contains("ordered by Person 2003");
  }

  private void report(FuzzHouse house, int orders) {
    figures.add(
        "updates stored             %8.0f", house.counted("drover.telegram.updates.stored"));
    figures.add(
        "updates nobody could read  %8.0f", house.counted("drover.telegram.updates.skipped"));
    figures.add("messages and edits         %8d", house.answers.messages());
    figures.add("presses answered           %8d", house.answers.presses());
    figures.add("orders                     %8d", orders);
    figures.add("rows                       %s", house.rows());
  }

  private List<String> failures() {
    return errors.list.stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ": "
                            + event.getThrowableProxy().getClassName()
                            + " "
                            + event.getThrowableProxy().getMessage()))
        .distinct()
        .toList();
  }

  /** Orders that were given before may still leave, and are told about. */
  private static void assertNoGrowth(
      Map<String, Long> before, Map<String, Long> after, Map<String, Long> ofOrders) {
    after.forEach(
        (table, rows) -> {
          long allowed = LEFT_BEHIND.getOrDefault(table, 0L) + ofOrders.getOrDefault(table, 0L);
          if (!table.equals("INBOX")) {
            assertThat(rows - before.getOrDefault(table, 0L))
                .as("rows more in %s, of people who may nothing", table)
                .isLessThanOrEqualTo(allowed);
          }
        });
  }
}
