package drover.outbox;

import static drover.outbox.OutboxFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult.Refusal;
import drover.testing.MemoryOutboxStore.Status;
import drover.testing.ScriptedSender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sends of which nobody knows whether they arrived, one or for hours. */
class OutboxUnknownTest {
  private static final String REPEAT = "a (may be a repeat)";

  private final OutboxFixture f = new OutboxFixture();

  @Test
  void anHourOfUnknownOutcomesLosesNothingAndBringsFewCopies() {
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    pass(Duration.ofHours(1));
    int copies = f.sender.calls().size();
    f.sender.rule(call -> null);
    pass(Duration.ofMinutes(15));

    assertThat(copies).isBetween(5, 8);
    assertThat(f.sender.texts().subList(1, copies)).containsOnly(REPEAT);
    assertThat(f.sender.texts()).hasSize(copies + 1).endsWith(REPEAT);
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void neitherADayNorARestartEndsTheTries() {
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    for (int hour = 0; hour < 24; hour++) {
      pass(Duration.ofHours(1));
      f.outbox = f.create(Runnable::run);
    }
    int copies = f.sender.calls().size();
    f.sender.rule(call -> null);
    pass(Duration.ofMinutes(15));

    assertThat(copies).isLessThan(24 * 4 + 10);
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void theFirstRepeatComesSoon() {
    f.sender.answer(1, refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    f.turn();
    f.advance(Duration.ofSeconds(10));

    assertThat(f.sender.texts()).containsExactly("a", REPEAT);
  }

  @Test
  void whatWaitsGoesAtOnceWhenSomethingArrivesAnywhere() {
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    pass(Duration.ofMinutes(30));
    int copies = f.sender.calls().size();
    f.sender.rule(call -> null);

    f.post("b", 2);
    f.turn();

    assertThat(f.sender.texts().subList(copies, copies + 2)).containsExactly("b", REPEAT);
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void anAnswerToAPersonShowsThatSendingWorksAgain() {
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    pass(Duration.ofMinutes(30));
    f.sender.rule(call -> null);

    var unused = f.outbox.edit(new MessageRef(ChatAddress.of(2), 5), OutgoingMessage.of("answer"));
    f.turn();

    assertThat(f.sender.texts()).endsWith("answer", REPEAT);
  }

  @Test
  void whatAnEarlierLifeLeftGoesAtOnceToo() {
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    pass(Duration.ofMinutes(30));
    f.sender.rule(call -> null);
    f.outbox = f.create(Runnable::run);

    f.post("b", 2);
    f.turn();

    assertThat(f.sender.texts()).endsWith("b", REPEAT);
  }

  @Test
  void aChatThatNeverSaysSoGetsFewCopiesWhileOthersHearAllTheTime() {
    f.sender.rule(call -> call.to().chat() == 1 ? refused(Refusal.OUTCOME_UNKNOWN) : null);
    f.post("a", 1);
    for (int i = 0; i < 360; i++) {
      f.post("b" + i, 2);
      f.advance(Duration.ofSeconds(10));
    }

    assertThat(callsTo(1)).hasSizeBetween(5, 16);
  }

  @Test
  void changesAreRepeatedForAsLongAndNeverMarked() {
    MessageRef old = new MessageRef(ChatAddress.of(1), 5);
    f.words = d -> new Rendering.Edit(old, OutgoingMessage.of(OutboxFixture.text(d)), false);
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    pass(Duration.ofHours(1));
    f.sender.rule(call -> null);
    var unused = f.outbox.send(ChatAddress.of(2), OutgoingMessage.of("answer"));
    f.turn();

    assertThat(callsTo(1)).hasSizeBetween(6, 9);
    assertThat(f.sender.texts()).containsOnly("a", "answer");
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void manyThatWereToldAsOneAreAllKept() {
    f.grouping = true;
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    for (int i = 0; i < 30; i++) {
      f.post("n" + i, 1);
    }
    pass(Duration.ofHours(3));
    f.sender.rule(call -> null);
    pass(Duration.ofMinutes(16));

    assertThat(f.store.statuses()).hasSize(30).containsOnly(Status.SENT);
  }

  private void pass(Duration time) {
    Duration step = Duration.ofSeconds(10);
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      f.advance(step);
    }
  }

  private List<ScriptedSender.Call> callsTo(long chat) {
    return f.sender.calls().stream().filter(call -> call.to().chat() == chat).toList();
  }
}
