package drover.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.proof.CrashRun.Life;
import drover.proof.CrashRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Hard kills in a storm of ends and orders: {@code mvn -Pcrash test} for fifty, a third of them
 * after more than a minute of running, when the database begins to use its space again.
 */
@Execution(CONCURRENT)
class CrashRunTest {
  private static final int KILLS = Integer.getInteger("proof.kills", 2);
  private static final int MANY = 10;

  /** Then each point has had several turns, and is to be reached in one at least. */
  private static final int FULL = 50;

  private static final int HOUSES = 2;
  private static final Duration LONG = Duration.ofSeconds(63);

  private @TempDir Path directory;

  @Test
  void everyEndIsToldAndNoOrderGivenTwiceHoweverTheProcessDies() throws Exception {
    int houses = KILLS < MANY ? 1 : HOUSES;
    ExecutorService threads = Executors.newFixedThreadPool(houses);
    List<Future<Outcome>> running = new ArrayList<>();
    for (int house = 0; house < houses; house++) {
      Path own = Files.createDirectory(directory.resolve("house-" + house));
      List<Life> lives = lives(house, houses);
      Random random = new Random(house);
      running.add(threads.submit(() -> new CrashRun(own, lives, random).run()));
    }
    Outcome all = Outcome.none();
    for (Future<Outcome> one : running) {
      all = all.plus(one.get());
    }
    threads.shutdown();

    report(all);
    assertThat(all.kills()).isEqualTo(KILLS);
    assertThat(all.due()).as("ends due").isPositive();
    assertThat(all.lost()).as("ends lost").isZero();
    assertThat(all.unmarked()).as("repeats without a word").isZero();
    assertThat(all.marked())
        .as("marked, against one send in flight for each chat and kill")
        .isLessThanOrEqualTo(all.lanes());
    assertThat(all.repeats()).as("repeats").isLessThanOrEqualTo(all.marked());
    assertThat(all.repeatedOrders()).as("orders given again").isZero();
    if (KILLS >= FULL) {
      assertThat(all.reached()).as("died there").contains(KillPoint.values());
      assertThat(all.repeats()).as("repeats").isLessThanOrEqualTo(all.inFlight());
    }
  }

  /** Every third life is long; each point gets its turn. */
  private static List<Life> lives(int house, int houses) {
    KillPoint[] points = KillPoint.values();
    List<Life> lives = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      if (i / HOUSES % houses == house) {
        KillPoint point = points[(3 + 5 * i) % points.length];
        boolean isLong = KILLS >= MANY && i % 3 == 0;
        Duration lasts =
            isLong ? LONG : Duration.ofMillis(point == KillPoint.WHILE_STARTING ? 500 : 2000);
        lives.add(new Life(point, lasts));
      }
    }
    return lives;
  }

  private static void report(Outcome all) {
    Figures figures = new Figures("crash");
    figures.add("hard kills                     %8d", all.kills());
    figures.add("ends due (ends x chats)        %8d", all.due());
    figures.add("ends lost                      %8d", all.lost());
    figures.add("sends in flight at the kills   %8d", all.inFlight());
    figures.add("messages that tell again       %8d", all.repeats());
    figures.add("ends told again without mark   %8d", all.unmarked());
    figures.add("messages marked, just in case  %8d", all.marked());
    figures.add("orders confirmed               %8d", all.orders());
    figures.add("orders given more than once    %8d", all.repeatedOrders());
    for (KillPoint point : KillPoint.values()) {
      figures.add("%-30s %8d", point, Collections.frequency(all.reached(), point));
    }
  }
}
