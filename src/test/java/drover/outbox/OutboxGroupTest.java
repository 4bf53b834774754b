package drover.outbox;

import static drover.outbox.OutboxFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many notices that wait in one lane. */
class OutboxGroupTest {
  private final OutboxFixture f = new OutboxFixture();

  @BeforeEach
  void group() {
    f.grouping = true;
  }

  @Test
  void sendsTheFirstAtOnceAndWhatThenWaitsAsOne() {
    post(9);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("n0", "n1", "page 1: n2,n3,n4,n5,n6,n7,n8");
    assertThat(f.told)
        .containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8");
    assertThat(f.store.statuses()).hasSize(9).containsOnly(Status.SENT);
  }

  @Test
  void leavesFiveAsTheyAre() {
    post(7);
    f.turn();
    for (int i = 0; i < 5; i++) {
      f.advance(Duration.ofMillis(1010));
    }

    assertThat(f.sender.texts()).containsExactly("n0", "n1", "n2", "n3", "n4", "n5", "n6");
  }

  @Test
  void putsWhatIsUrgentFirst() {
    post(8);
    f.post("failed", Urgency.FIRST, 1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("failed", "n0", "page 1: n1,n2,n3,n4,n5,n6,n7");
  }

  @Test
  void tellsAtMostFiveHundredInOneMessage() {
    post(603);
    f.turn();
    f.advance(Duration.ofMillis(1010));

    assertThat(f.sender.calls()).hasSize(4);
    assertThat(f.sender.texts().get(2)).startsWith("page 1: n2,").endsWith(",n501");
    assertThat(f.sender.texts().get(3)).startsWith("page 1: n502,").endsWith(",n602");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void keepsWhatIsToldAloneOutOfIt() {
    f.words =
        d -> {
          String text = OutboxFixture.text(d);
          return new Rendering.Send(OutgoingMessage.of(text), text.equals("n3"));
        };
    post(9);
    f.turn();
    f.advance(Duration.ofSeconds(2));

    assertThat(f.sender.texts()).containsExactly("n0", "n1", "page 1: n2,n4,n5,n6,n7,n8", "n3");
  }

  @Test
  void settlesWhatNoLongerMattersWithoutCountingIt() {
    f.words =
        d ->
            d.id() % 2 == 0
                ? new Rendering.Drop("over")
                : new Rendering.Send(OutgoingMessage.of(OutboxFixture.text(d)), false);
    post(15);
    for (int i = 0; i < 6; i++) {
      f.advance(Duration.ofMillis(1010));
    }

    assertThat(f.sender.texts()).containsExactly("n0", "n2", "page 1: n4,n6,n8,n10,n12,n14");
    assertThat(f.store.statuses().stream().filter(Status.GIVEN_UP::equals)).hasSize(7);
  }

  @Test
  void isSilentOnlyWhenAllOfItIs() {
    f.words =
        d ->
            new Rendering.Send(
                OutgoingMessage.of(OutboxFixture.text(d))
                    .withSilent(!OutboxFixture.text(d).equals("n5")),
                false);
    post(9);
    f.turn();
    for (int i = 0; i < 9; i++) {
      f.post("m" + i, 2);
    }
    f.turn();

    assertThat(f.sender.calls().get(2).message().silent()).isFalse();
    assertThat(f.sender.calls().get(5).message().silent()).isTrue();
  }

  @Test
  void marksAllOfItWhenTheOutcomeIsUnknown() {
    post(9);
    f.sender.rule(call -> call.html().startsWith("page") ? refused(Refusal.OUTCOME_UNKNOWN) : null);
    f.turn();
    f.sender.rule(call -> null);
    f.advance(Duration.ofSeconds(11));

    assertThat(f.sender.calls()).hasSize(4);
    assertThat(f.sender.texts().get(3))
        .startsWith("page 1: n2 (may be a repeat),n3 (may be a repeat),")
        .endsWith(",n8 (may be a repeat)");
  }

  @Test
  void becomesOneHoweverSlowlyTheOthersLeave() {
    post(2000);
    for (int i = 0; i < 10; i++) {
      f.advance(Duration.ofSeconds(10));
    }

    assertThat(f.sender.calls()).hasSize(6);
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void losesNoneOfItToAnyRefusalThatMayPass() {
    List<SendResult> refusals =
        List.of(
            refused(Refusal.NOT_DONE),
            OutboxFixture.tooMany(40),
            refused(Refusal.UNAUTHORIZED),
            refused(Refusal.NO_RIGHTS),
            refused(Refusal.CANNOT_PARSE),
            refused(Refusal.REJECTED),
            new SendResult.Refused(Refusal.MIGRATED, "upgraded", null, -1001L));
    for (SendResult refusal : refusals) {
      OutboxFixture g = new OutboxFixture();
      g.grouping = true;
      List<SendResult> once = new ArrayList<>(List.of(refusal));
      g.sender.rule(
          call -> call.html().startsWith("page") && !once.isEmpty() ? once.remove(0) : null);
      for (int i = 0; i < 30; i++) {
        g.post("n" + i, -1);
      }
      for (int i = 0; i < 120; i++) {
        g.advance(Duration.ofSeconds(35));
      }

      assertThat(once).isEmpty();
      assertThat(g.store.statuses()).as("after " + refusal).hasSize(30).containsOnly(Status.SENT);
      assertThat(String.join(",", g.sender.texts())).doesNotContain("repeat");
    }
  }

  @Test
  void goesSinglyWhenItIsRefusedAsOne() {
    f.sender.rule(call -> call.html().startsWith("page") ? refused(Refusal.REJECTED) : null);
    post(9);
    f.turn();
    for (int i = 0; i < 10; i++) {
      f.advance(Duration.ofMillis(1010));
    }

    assertThat(f.sender.texts())
        .containsExactly(
            "n0", "n1", "page 1: n2,n3,n4,n5,n6,n7,n8", "n2", "n3", "n4", "n5", "n6", "n7", "n8");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void goesToTheChatItselfWhenTheTopicIsGone() {
    ChatAddress topic = new ChatAddress(-1, 9);
    f.sender.rule(call -> call.to().topic() != null ? refused(Refusal.TOPIC_GONE) : null);
    for (int i = 0; i < 12; i++) {
      f.post("n" + i, Urgency.NORMAL, List.of(topic));
    }
    f.turn();
    for (int i = 0; i < 10; i++) {
      f.advance(Duration.ofMillis(1010));
    }

    assertThat(f.store.statuses()).hasSize(12).containsOnly(Status.SENT);
    assertThat(f.store.group(lastMessage(-1))).isPresent();
    assertThat(f.store.members(lastMessage(-1))).hasSizeGreaterThan(5);
  }

  @Test
  void endsWithAChatThatIsGone() {
    f.sender.rule(call -> call.html().startsWith("page") ? refused(Refusal.CHAT_GONE) : null);
    post(20);
    f.turn();
    f.advance(Duration.ofHours(1));

    assertThat(f.sender.calls()).hasSize(3);
    assertThat(f.store.statuses().stream().filter(Status.GIVEN_UP::equals)).hasSize(18);
  }

  @Test
  void comesAgainAsAWholeAndMarkedAfterACrash() {
    post(40);
    for (long id = 3; id <= 40; id++) {
      assertThat(f.store.markSending(List.of(id))).isNotEmpty();
    }
    f.outbox = f.create(Runnable::run);
    f.outbox.recover();
    f.turn();

    assertThat(f.sender.texts().subList(0, 2)).containsExactly("n0", "n1");
    assertThat(f.sender.texts().get(2))
        .startsWith("page 1: n2 (may be a repeat),n3 (may be a repeat),")
        .endsWith(",n39 (may be a repeat)");
    assertThat(f.sender.calls()).hasSize(3);
  }

  @Test
  void isNotTornIntoSeveralByACrash() {
    post(8);
    for (long id = 1; id <= 8; id++) {
      assertThat(f.store.markSending(List.of(id))).isNotEmpty();
    }
    f.outbox = f.create(Runnable::run);
    f.outbox.recover();
    f.turn();

    assertThat(f.sender.calls()).hasSize(1);
    assertThat(f.sender.texts().get(0))
        .startsWith("page 1: n0 (may be a repeat),")
        .endsWith(",n7 (may be a repeat)");
  }

  @Test
  void recordsAllOfItAlthoughAListenerAlwaysFails() {
    f.sender.rule(
        call -> {
          f.tellingFails = call.html().startsWith("page");
          return null;
        });
    post(9);
    for (int i = 0; i < 20; i++) {
      f.advance(Duration.ofSeconds(2));
    }

    assertThat(f.sender.calls()).hasSize(3);
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void tellsEachByItselfWhenThereAreNoWordsForAll() {
    f.grouping = true;
    f.groupingFails = true;
    post(9);
    f.turn();
    for (int i = 0; i < 10; i++) {
      f.advance(Duration.ofMillis(1010));
    }

    assertThat(f.sender.texts())
        .containsExactly("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8");
  }

  @Test
  void aChangeOfOneRedrawsThePageThatIsShown() {
    post(9);
    f.turn();
    MessageRef group = lastMessage(1);
    assertThat(f.outbox.turnTo(group, 2).orElseThrow().html()).startsWith("page 2: n2,");
    f.words = d -> new Rendering.Edit(group, OutgoingMessage.of("recovered"), true);
    f.rows = " n4 recovered";
    f.post("n4 recovers", Urgency.LAST, 1);
    f.advance(Duration.ofSeconds(3));

    assertThat(f.sender.calls().get(3).edited()).isEqualTo(group);
    assertThat(f.sender.calls().get(3).html())
        .isEqualTo("page 2: n2,n3,n4,n5,n6,n7,n8 n4 recovered");
    assertThat(f.store.members(group)).hasSize(7);
  }

  @Test
  void aChangeBecomesAMessageWhenTheGroupIsGone() {
    post(9);
    f.turn();
    MessageRef group = lastMessage(1);
    f.words = d -> new Rendering.Edit(group, OutgoingMessage.of(OutboxFixture.text(d)), true);
    f.sender.answer(1, refused(Refusal.MESSAGE_GONE));
    f.post("n4 recovers", Urgency.LAST, 1);
    f.advance(Duration.ofSeconds(3));
    f.advance(Duration.ofSeconds(3));

    assertThat(f.sender.texts().subList(3, 5))
        .containsExactly("page 1: n2,n3,n4,n5,n6,n7,n8", "n4 recovers");
    assertThat(f.sender.calls().get(4).edited()).isNull();
  }

  @Test
  void aPageOfWhatIsForgottenIsNone() {
    assertThat(f.outbox.turnTo(new MessageRef(ChatAddress.of(1), 5), 2)).isEmpty();
  }

  private void post(int count) {
    for (int i = 0; i < count; i++) {
      f.post("n" + i, 1);
    }
  }

  /** The number of the last message sent to a chat, which is the last that was given. */
  private MessageRef lastMessage(long chat) {
    return f.sender.last(chat);
  }
}
