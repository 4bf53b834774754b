package drover.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import drover.base.HealthCheck.State;
import drover.base.ScheduledTask;
import drover.store.Database;
import drover.testing.SettableClock;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuartzSchedulerTest {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path directory;

  // Quartz goes by the machine's clock, so this one begins there.
  private final SettableClock clock = SettableClock.at(Instant.now());
  private Database database;

  @BeforeEach
  void open() {
    database = database();
    database.start();
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void callsEachTaskAtItsInterval() {
    CountingTask often = new CountingTask("often", SOON);
    CountingTask once = new CountingTask("once", NEVER);
    QuartzScheduler scheduler = started(often, once);

    await().until(() -> often.calls.get() >= 3 && once.calls.get() == 1);
    scheduler.stop();

    assertThat(once.calls).hasValue(1);
  }

  @Test
  void goesOnAfterATaskThrewAndSaysSo() {
    CountingTask bad =
        new CountingTask("bad", SOON) {
          @Override
          public void run() {
            super.run();
            throw new IllegalStateException("always");
          }
        };
    QuartzScheduler scheduler = started(bad);

    await().until(() -> bad.calls.get() >= 3);

    assertThat(scheduler.check().state()).isEqualTo(State.DEGRADED);
    assertThat(scheduler.check().text()).contains("bad");
    scheduler.stop();
  }

  @Test
  void keepsTheNextTimeAcrossRestartsOnTheSameFile() {
    CountingTask before = new CountingTask("daily", NEVER);
    QuartzScheduler first = started(before);
    await().until(() -> before.calls.get() == 1);
    first.stop();
    database.stop();
    database = database();
    database.start();

    CountingTask after = new CountingTask("daily", NEVER);
    CountingTask other = new CountingTask("other", SOON);
    QuartzScheduler second = started(after, other);
    await().until(() -> other.calls.get() >= 3);
    second.stop();

    assertThat(after.calls).hasValue(0);
  }

  @Test
  void whatWasMissedWhileOffIsCalledOnce() throws SQLException {
    CountingTask before = new CountingTask("hourly", Duration.ofHours(1));
    QuartzScheduler first = started(before);
    await().until(() -> before.calls.get() == 1);
    first.stop();
    execute("UPDATE qrtz_triggers SET next_fire_time = next_fire_time - 36000000");

    CountingTask after = new CountingTask("hourly", Duration.ofHours(1));
    CountingTask other = new CountingTask("other", SOON);
    QuartzScheduler second = started(after, other);
    await().until(() -> after.calls.get() == 1 && other.calls.get() >= 5);
    second.stop();

    assertThat(after.calls).hasValue(1);
  }

  @Test
  void forgetsTasksThatAreGoneAndTakesNewIntervals() {
    CountingTask gone = new CountingTask("gone", SOON);
    CountingTask slow = new CountingTask("changed", NEVER);
    QuartzScheduler first = started(gone, slow);
    await().until(() -> gone.calls.get() >= 1 && slow.calls.get() == 1);
    first.stop();
    int calls = gone.calls.get();

    CountingTask fast = new CountingTask("changed", SOON);
    QuartzScheduler second = started(fast);
    await().until(() -> fast.calls.get() >= 3);
    second.stop();

    assertThat(gone.calls).hasValue(calls);
  }

  @Test
  void aTaskIsCalledByOneThreadAtATimeThoughItIsSlow() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    CountingTask slow =
        new CountingTask("slow", SOON) {
          @Override
          public void run() {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            super.run();
            awaitQuietly(release);
            inside.decrementAndGet();
          }
        };
    CountingTask other = new CountingTask("other", SOON);
    QuartzScheduler scheduler = started(slow, other);
    await().until(() -> slow.calls.get() == 1 && other.calls.get() >= 3);

    scheduler.restart();
    int seen = other.calls.get();
    await().until(() -> other.calls.get() >= seen + 3);
    release.countDown();
    await().until(() -> slow.calls.get() >= 2);
    scheduler.stop();

    assertThat(most).hasValue(1);
  }

  @Test
  void stopsWithinTwoSecondsThoughATaskHangs() {
    CountDownLatch release = new CountDownLatch(1);
    CountingTask hanging =
        new CountingTask("hanging", SOON) {
          @Override
          public void run() {
            super.run();
            awaitQuietly(release);
          }
        };
    QuartzScheduler scheduler = started(hanging);
    await().until(() -> hanging.calls.get() == 1);

    await().atMost(Duration.ofSeconds(2)).until(() -> stopped(scheduler));
    release.countDown();
    assertThat(scheduler.check().state()).isEqualTo(State.DOWN);
  }

  @Test
  void goesOnAfterTheDatabaseWasClosedUnderIt() {
    CountingTask task = new CountingTask("task", SOON);
    QuartzScheduler scheduler = started(task);
    database.onReopened(scheduler::restart);
    await().until(() -> task.calls.get() >= 2);

    assertThatThrownBy(() -> execute("SHUTDOWN IMMEDIATELY")).isInstanceOf(SQLException.class);
    int calls = task.calls.get();

    await().atMost(Duration.ofSeconds(15)).until(() -> task.calls.get() >= calls + 3);
    assertThat(scheduler.check().state()).isEqualTo(State.OK);
    scheduler.stop();
  }

  @Test
  void aClockSetBackByHoursDelaysNoTask() throws SQLException {
    CountingTask task = new CountingTask("hourly", Duration.ofHours(1));
    QuartzScheduler scheduler = byHand(database.dataSource(), task);
    await().until(() -> task.calls.get() == 1);
    clock.advance(Duration.ofHours(10));
    scheduler.watch();
    execute("UPDATE qrtz_triggers SET next_fire_time = next_fire_time + 36000000");

    clock.advance(Duration.ofHours(-10));
    scheduler.watch();

    await().until(() -> task.calls.get() == 2);
    scheduler.watch();
    scheduler.stop();
    assertThat(task.calls).hasValue(2);
  }

  @Test
  void aTriggerSetByAClockThatRanAheadIsSetAnewAtTheStart() throws SQLException {
    CountingTask before = new CountingTask("hourly", Duration.ofHours(1));
    QuartzScheduler first = started(before);
    await().until(() -> before.calls.get() == 1);
    first.stop();
    execute("UPDATE qrtz_triggers SET next_fire_time = next_fire_time + 36000000");

    CountingTask after = new CountingTask("hourly", Duration.ofHours(1));
    QuartzScheduler second = started(after);

    await().until(() -> after.calls.get() == 1);
    second.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestartThatFailsIsTriedAgainAndHealthSaysSo(boolean unchecked) {
    AtomicBoolean failing = new AtomicBoolean();
    CountingTask task = new CountingTask("task", SOON);
    QuartzScheduler scheduler = byHand(faulty(database.dataSource(), failing, unchecked), task);
    await().until(() -> task.calls.get() >= 1);

    failing.set(true);
    scheduler.restart();
    assertThat(scheduler.check().state()).isEqualTo(State.DOWN);
    assertThat(scheduler.watch()).isEqualTo(Duration.ofSeconds(2));
    assertThat(scheduler.watch()).isEqualTo(Duration.ofSeconds(4));

    failing.set(false);
    int calls = task.calls.get();
    assertThat(scheduler.watch()).isEqualTo(Duration.ofSeconds(5));
    assertThat(scheduler.check().state()).isEqualTo(State.OK);
    await().until(() -> task.calls.get() >= calls + 2);
    scheduler.stop();
    assertThat(scheduler.watch()).isEqualTo(Duration.ofSeconds(5));
    assertThat(scheduler.check().state()).isEqualTo(State.DOWN);
  }

  @Test
  void runsOnDaemonThreadsOnlyAndTwoLiveSideBySide() {
    CountingTask one = new CountingTask("one", SOON);
    QuartzScheduler first = started(one);
    Database elsewhere = new Database(new Database.Config("jdbc:h2:mem:second"), new Random(1));
    elsewhere.start();
    CountingTask two = new CountingTask("two", SOON);
    QuartzScheduler second = new QuartzScheduler(List.of(two), elsewhere.dataSource(), clock);
    second.start();

    await().until(() -> one.calls.get() >= 2 && two.calls.get() >= 2);

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(t -> t.getName().startsWith("drover_"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
    first.stop();
    second.stop();
    elsewhere.stop();
  }

  private QuartzScheduler started(ScheduledTask... tasks) {
    QuartzScheduler scheduler = new QuartzScheduler(List.of(tasks), database.dataSource(), clock);
    scheduler.start();
    return scheduler;
  }

  /** One whose watchdog only the test turns. */
  private QuartzScheduler byHand(DataSource source, ScheduledTask... tasks) {
    QuartzScheduler scheduler = new QuartzScheduler(List.of(tasks), source, clock);
    scheduler.begin();
    return scheduler;
  }

  private Database database() {
    String url = "jdbc:h2:file:" + directory.resolve("db").toAbsolutePath();
    return new Database(new Database.Config(url), new Random(1));
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static boolean stopped(QuartzScheduler scheduler) {
    scheduler.stop();
    return true;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static class CountingTask implements ScheduledTask {
    final AtomicInteger calls = new AtomicInteger();
    private final String name;
    private final Duration every;

    CountingTask(String name, Duration every) {
      this.name = name;
      this.every = every;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      calls.incrementAndGet();
    }
  }

  /** Gives no connections while it fails. */
  private static DataSource faulty(DataSource source, AtomicBoolean failing, boolean unchecked) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (failing.get()) {
                throw unchecked ? new IllegalStateException("no") : new SQLException("no");
              }
              return method.invoke(source, arguments);
            });
  }
}
