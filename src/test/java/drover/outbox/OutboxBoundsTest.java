package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import drover.base.HealthCheck;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More waits than there is room for. */
class OutboxBoundsTest {
  private final OutboxFixture f = new OutboxFixture();

  @BeforeEach
  void smallBounds() {
    Clock clock = f.clock;
    f.outbox =
        f.create(
            Runnable::run,
            clock,
            OutboxPolicy.standard().withBounds(new OutboxPolicy.Bounds(30, 20, 100)));
  }

  @Test
  void leavesOutTheLeastUrgentAndOldestAndSaysHowMany() {
    park(1);
    for (int i = 0; i < 25; i++) {
      f.post("n" + i, i % 2 == 0 ? Urgency.LAST : Urgency.FIRST, 1);
    }
    f.turn();

    assertThat(f.store.statuses().stream().filter(Status.GIVEN_UP::equals)).hasSize(7);
    assertThat(List.of(1, 3, 5, 7, 9, 11, 13))
        .allMatch(index -> f.store.statuses().get(index) == Status.GIVEN_UP);
    assertThat(f.outbox.healthCheck().check().state()).isEqualTo(HealthCheck.State.DEGRADED);
    assertThat(f.outbox.healthCheck().check().text()).contains("7 were left out");

    for (int i = 0; i < 60; i++) {
      f.advance(Duration.ofMinutes(2));
    }
    assertThat(f.sender.texts().stream().filter(text -> text.contains("left out")))
        .containsExactly(
            "⚠️ <b>7 notices were left out</b>: too many waited here."
                + " /history has what happened.");
    assertThat(f.store.statuses()).doesNotContain(Status.WAITING);
    assertThat(f.outbox.healthCheck().check().state()).isEqualTo(HealthCheck.State.OK);
  }

  @Test
  void takesFromTheLongestLaneWhenAllTogetherAreTooMany() {
    park(1, 2, 3);
    for (int i = 0; i < 18; i++) {
      f.post("n" + i, 1);
    }
    for (int i = 0; i < 10; i++) {
      f.post("m" + i, 2, 3);
    }
    f.turn();

    assertThat(f.store.lanes().values().stream().mapToLong(n -> n).sum()).isEqualTo(30);
    assertThat(f.store.statuses().subList(21, 41)).containsOnly(Status.WAITING);
  }

  @Test
  void leavesNothingOutBelowTheLimit() {
    park(1);
    for (int i = 0; i < 19; i++) {
      f.post("n" + i, 1);
    }
    f.turn();

    assertThat(f.store.statuses()).containsOnly(Status.WAITING);
    assertThat(f.outbox.healthCheck().check().text()).doesNotContain("left out");
  }

  private void park(long... chats) {
    for (long chat : chats) {
      f.sender.answer(chat, OutboxFixture.tooMany(3600 + (int) chat * 60));
      f.post("first", chat);
    }
    f.turn();
    f.clock.advance(Duration.ofSeconds(31));
  }
}
