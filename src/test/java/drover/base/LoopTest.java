package drover.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);
  private final AtomicInteger turns = new AtomicInteger();

  @Test
  void theHandCrankRunsOneStepAndReturnsItsWait() {
    Loop loop = new Loop("test", () -> Duration.ofSeconds(turns.incrementAndGet()));

    assertThat(loop.runOnce()).isEqualTo(Duration.ofSeconds(1));
    assertThat(loop.runOnce()).isEqualTo(Duration.ofSeconds(2));
    assertThat(turns).hasValue(2);
  }

  @Test
  void whateverAStepThrowsIsCountedAndOutlived() {
    Throwable[] thrown = {
      new IllegalStateException("x"), new StackOverflowError(), new AssertionError("y")
    };
    Loop loop =
        new Loop(
            "test",
            () -> {
              Throwable next = thrown[turns.getAndIncrement()];
              if (next instanceof Error error) {
                throw error;
              }
              throw (Exception) next;
            });

    for (int i = 0; i < thrown.length; i++) {
      assertThat(loop.runOnce()).isGreaterThan(Duration.ZERO);
    }

    assertThat(loop.failures()).isEqualTo(3);
  }

  @Test
  void wakingEndsTheWait() {
    Loop loop = counting();
    loop.start();
    await().until(() -> turns.get() == 1);

    loop.wake();

    await().until(() -> turns.get() == 2);
    loop.stop();
  }

  @Test
  void wakingDuringAStepSkipsTheNextWait() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Loop loop =
        new Loop(
            "test",
            () -> {
              turns.incrementAndGet();
              inside.countDown();
              go.await();
              return LONG;
            });
    loop.start();
    await().until(() -> inside.getCount() == 0);

    loop.wake();
    go.countDown();

    await().until(() -> turns.get() == 2);
    loop.stop();
  }

  @Test
  void anInterruptFromAStrangerDoesNotEndIt() {
    Loop loop =
        new Loop(
            "test",
            () -> {
              if (turns.incrementAndGet() < 3) {
                Thread.currentThread().interrupt();
              }
              return turns.get() < 2 ? Duration.ZERO : LONG;
            });
    loop.start();

    await().until(() -> turns.get() == 2);
    loop.wake();
    await().until(() -> turns.get() == 3);
    loop.wake();
    await().until(() -> turns.get() == 4);
    loop.stop();
  }

  @Test
  void stoppingInterruptsAStepThatHangsAndStoppingTwiceIsFine() {
    CountDownLatch interrupted = new CountDownLatch(1);
    Loop loop =
        new Loop(
            "test",
            () -> {
              turns.incrementAndGet();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return LONG;
            });
    loop.start();
    await().until(() -> turns.get() == 1);

    loop.stop();
    loop.stop();

    assertThat(interrupted.getCount()).isZero();
    assertThat(turns).hasValue(1);
  }

  @Test
  void startsAgainAfterAStopButNotTwice() {
    Loop loop = counting();
    loop.start();
    assertThatThrownBy(loop::start).isInstanceOf(IllegalStateException.class);
    await().until(() -> turns.get() == 1);
    loop.stop();

    loop.start();

    await().until(() -> turns.get() == 2);
    loop.stop();
  }

  @Test
  void aWaitBeyondAllTimeIsNoError() {
    Loop loop =
        new Loop(
            "test",
            () -> {
              turns.incrementAndGet();
              return Duration.ofSeconds(Long.MAX_VALUE);
            });
    loop.start();
    await().until(() -> turns.get() == 1);
    loop.stop();

    assertThat(loop.failures()).isZero();
  }

  private Loop counting() {
    return new Loop(
        "test",
        () -> {
          turns.incrementAndGet();
          return LONG;
        });
  }
}
