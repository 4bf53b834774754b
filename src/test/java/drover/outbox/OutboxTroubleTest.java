package drover.outbox;

import static drover.outbox.OutboxFixture.refused;
import static drover.outbox.OutboxFixture.tooMany;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Errors of the machine, a store that fails half-way, a clock that jumps. */
class OutboxTroubleTest {
  private final OutboxFixture f = new OutboxFixture();

  @Test
  void anErrorWhileFindingWordsCostsNoFlightAndNoNotice() {
    f.words =
        d -> {
          throw new NoClassDefFoundError("gone");
        };
    for (int chat = 1; chat <= 20; chat++) {
      f.post("a", chat);
    }
    for (int i = 0; i < 20; i++) {
      f.advance(Duration.ofSeconds(31));
    }

    assertThat(f.sender.calls()).hasSize(20);
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void anErrorInTheSenderCostsNoFlight() {
    f.sender.rule(
        call -> {
          throw new OutOfMemoryError("for a test");
        });
    for (int chat = 1; chat <= 20; chat++) {
      f.post("a", chat);
      CompletableFuture<SendResult> lost =
          f.outbox.send(ChatAddress.of(100 + chat), OutgoingMessage.of("x"));
      f.advance(Duration.ofMillis(300));
      assertThat(lost).isDone();
    }
    f.sender.rule(call -> null);
    CompletableFuture<SendResult> answer = answer(101);
    f.advance(Duration.ofMinutes(1));

    assertThat(answer).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void aClaimWhoseCommitWentThroughUnheardIsNotForgotten() {
    f.mint.broken(true);
    f.post("a", 1);
    f.turn();
    assertThat(f.sender.calls()).isEmpty();
    assertThat(f.store.statuses()).containsExactly(Status.WAITING);
    f.mint.broken(false);
    f.advance(Duration.ofSeconds(2));

    assertThat(f.sender.texts()).containsExactly("a");
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void sendsWhoseEndCannotBeWrittenLeaveRoomForAnswers() {
    f.sender.rule(
        call -> {
          f.transactor.down(true);
          return null;
        });
    for (int chat = 1; chat <= 20; chat++) {
      f.transactor.down(false);
      f.post("a", chat);
      f.turn();
    }
    f.transactor.down(true);
    CompletableFuture<SendResult> other = answer(100);
    CompletableFuture<SendResult> same = answer(1);
    f.turn();
    assertThat(other).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(same).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);

    f.transactor.down(false);
    f.sender.rule(call -> null);
    f.advance(Duration.ofSeconds(2));
    f.advance(Duration.ofSeconds(2));
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
    assertThat(f.sender.texts().stream().filter("a"::equals)).hasSize(20);
  }

  @Test
  void troubleWithTheStoreHoldsNoAnswerBack() {
    for (int chat = 1; chat <= 5; chat++) {
      f.post("a", chat);
    }
    f.transactor.down(true);
    f.turn();
    CompletableFuture<SendResult> answer = answer(1);
    Duration wait = f.outbox.turn();

    assertThat(wait).isPositive();
    assertThat(answer).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
  }

  @Test
  void oneThatCannotBeWrittenDownHoldsNoOtherBack() {
    f.tellingFails = true;
    f.sender.answer(1, refused(Refusal.NOT_DONE));
    f.post("a", 1, 2, 3);
    for (int i = 0; i < 10; i++) {
      f.advance(Duration.ofSeconds(2));
    }

    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void aClockSetBackLengthensNoShortRest() {
    f.sender.answer(1, refused(Refusal.NO_RIGHTS));
    f.sender.answer(2, refused(Refusal.UNAUTHORIZED));
    f.post("forbidden", 1);
    f.turn();
    CompletableFuture<SendResult> two = answer(2);
    f.turn();
    assertThat(two).isDone();
    f.clock.advance(Duration.ofHours(-5));
    f.post("later", 1);
    f.turn();
    f.advance(Duration.ofMinutes(6));
    assertThat(answer(3)).isNotNull();
    f.turn();
    assertThat(f.sender.texts()).containsExactly("forbidden", "hello", "hello");
    f.advance(Duration.ofHours(1));

    assertThat(f.sender.texts()).containsExactly("forbidden", "hello", "hello", "later");
  }

  @Test
  void aClockSetBackLengthensNoRestTheServiceAskedFor() {
    f.sender.answer(1, tooMany(60));
    CompletableFuture<SendResult> answer = answer(1);
    f.turn();
    f.clock.advance(Duration.ofHours(-5));
    f.turn();
    f.advance(Duration.ofSeconds(55));
    assertThat(answer).isNotDone();
    f.advance(Duration.ofSeconds(10));

    assertThat(answer).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
  }

  @Test
  void aClockSetBackDoesNotDelayWhatIsToBeWrittenOrRead() {
    f.sender.rule(
        call -> {
          f.transactor.down(true);
          return null;
        });
    f.post("a", 1);
    f.turn();
    f.transactor.down(false);
    f.sender.rule(call -> null);
    f.clock.advance(Duration.ofHours(-5));
    f.post("b", 1);
    f.turn();
    f.advance(Duration.ofSeconds(5));

    assertThat(f.sender.texts()).containsExactly("a", "b");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  private CompletableFuture<SendResult> answer(long chat) {
    return f.outbox.send(ChatAddress.of(chat), OutgoingMessage.of("hello"));
  }
}
