package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OutboxThreadsTest {
  private static final SendLimits LOOSE =
      new SendLimits(
          1000,
          Duration.ofMillis(1),
          1000,
          Duration.ofSeconds(1),
          10_000,
          Duration.ofSeconds(1),
          Duration.ZERO);

  private final OutboxFixture f = new OutboxFixture();

  @Test
  void sendsAtMostOneAtATimeToAChat() {
    Set<Long> flying = ConcurrentHashMap.newKeySet();
    AtomicBoolean twice = new AtomicBoolean();
    f.sender.rule(
        call -> {
          if (!flying.add(call.to().chat())) {
            twice.set(true);
          }
          flying.remove(call.to().chat());
          return null;
        });
    start();
    for (int i = 0; i < 50; i++) {
      f.post("n" + i, 1, 2, 3, 4);
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> f.store.statuses().stream().allMatch(Status.SENT::equals));
    f.outbox.stop();
    assertThat(f.sender.calls()).hasSize(200);
    assertThat(twice).isFalse();
  }

  @Test
  void letsASlowChatDelayNoOtherAndStopsWithinItsPatience() {
    CountDownLatch never = new CountDownLatch(1);
    f.sender.rule(
        call -> {
          if (call.to().chat() == 1) {
            hold(never);
          }
          return null;
        });
    start();
    f.post("slow", 1);
    await().until(() -> f.store.statuses().equals(List.of(Status.SENDING)));
    CompletableFuture<SendResult> other =
        f.outbox.send(ChatAddress.of(2), OutgoingMessage.of("hello"));
    await().until(other::isDone);

    long begin = System.nanoTime();
    f.outbox.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(3900));
    never.countDown();
  }

  @Test
  void sendsWaitingAnswersBeforeItStops() {
    start();
    CompletableFuture<SendResult> answer =
        f.outbox.send(ChatAddress.of(2), OutgoingMessage.of("bye"));
    f.outbox.stop();

    assertThat(answer).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.outbox.send(ChatAddress.of(2), OutgoingMessage.of("late"))).isDone();
  }

  @Test
  void answersPressesBesideAllLanes() {
    start();
    f.sender.answer(1, OutboxFixture.tooMany(3600));
    CompletableFuture<SendResult> parked =
        f.outbox.send(ChatAddress.of(1), OutgoingMessage.of("x"));
    f.outbox.answerPress("p", "Checking…", false);

    await().until(() -> f.sender.presses().size() == 1);
    f.outbox.stop();
    assertThat(parked).isDone();
  }

  private void start() {
    f.outbox = f.create(null, Clock.systemUTC(), OutboxPolicy.with(LOOSE));
    f.outbox.start();
  }

  private static void hold(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
