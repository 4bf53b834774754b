package drover.outbox;

import static drover.outbox.OutboxFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult.Refusal;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several changes of one message. */
class OutboxEditTest {
  private static final MessageRef MESSAGE = new MessageRef(ChatAddress.of(1), 5);
  private static final MessageRef OTHER = new MessageRef(ChatAddress.of(1), 6);

  private final OutboxFixture f = new OutboxFixture();

  @BeforeEach
  void edit() {
    f.words =
        d ->
            new Rendering.Edit(
                d.fact().key().subject().startsWith("other") ? OTHER : MESSAGE,
                OutgoingMessage.of(OutboxFixture.text(d)),
                false);
  }

  @Test
  void sendsOnlyTheLastOfThoseThatWait() {
    f.post("first", 1);
    f.post("other", 1);
    f.post("second", 1);
    f.post("third", Urgency.LAST, 1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("third", "other");
    assertThat(f.told).containsExactly("first", "second", "third", "other");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void whoeverToldIsToldOnceThatTheMessageIsGone() {
    f.sender.rule(call -> call.edited() == null ? null : refused(Refusal.MESSAGE_GONE));
    f.post("first", 1);
    f.post("second", 1);
    f.turn();

    assertThat(f.gone).containsExactly("first 5");
    assertThat(f.sender.calls()).hasSize(1);
  }

  @Test
  void dropsWithoutACallWhatALaterChangeHasTold() {
    f.sender.answer(1, refused(Refusal.OUTCOME_UNKNOWN));
    f.post("first", 1);
    f.turn();
    f.post("second", 1);
    f.turn();
    f.advance(Duration.ofMinutes(1));

    assertThat(f.sender.texts()).containsExactly("first", "second");
    assertThat(f.store.statuses()).containsExactly(Status.GIVEN_UP, Status.SENT);
  }

  @Test
  void changesOfAnotherMessageAreNotDropped() {
    f.sender.answer(1, refused(Refusal.OUTCOME_UNKNOWN));
    f.post("first", 1);
    f.turn();
    f.post("other", 1);
    f.turn();
    f.advance(Duration.ofMinutes(1));

    assertThat(f.sender.texts()).containsExactly("first", "other", "first");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void neverDelayAFirstTellingOfTheirGroup() {
    f.words =
        d ->
            d.fact().urgency() == Urgency.LAST
                ? new Rendering.Edit(
                    new MessageRef(d.to(), d.id()), OutgoingMessage.of("change"), false)
                : new Rendering.Send(OutgoingMessage.of(OutboxFixture.text(d)), false);
    for (int i = 0; i < 100; i++) {
      f.post("change" + i, Urgency.LAST, -1);
    }
    f.turn();
    f.post("failed", Urgency.FIRST, -1);
    f.advance(Duration.ofMillis(1010));

    assertThat(f.sender.texts().get(3)).isEqualTo("failed");
  }
}
