package drover.outbox;

import static drover.outbox.OutboxFixture.refused;
import static drover.outbox.OutboxFixture.tooMany;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxNoticeTest {
  private final OutboxFixture f = new OutboxFixture();

  @Test
  void tellsAFactOnceInEachChat() {
    f.post("a", 1, 2);
    f.post("a", 1, 2);
    f.turn();
    f.advance(Duration.ofMinutes(5));

    assertThat(f.sender.texts()).containsExactly("a", "a");
    assertThat(f.told).containsExactly("a", "a");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void sendsNothingBeforeTheCommit() {
    f.transactor.run(
        () -> {
          f.post("a", 1);
          assertThat(f.sender.calls()).isEmpty();
        });
    f.turn();

    assertThat(f.sender.texts()).containsExactly("a");
  }

  @Test
  void sendsWhatIsUrgentFirstAndThenTheOldest() {
    f.post("late", Urgency.LAST, 1);
    f.post("old", 1);
    f.clock.advance(Duration.ofSeconds(1));
    f.post("new", 1);
    f.post("failed", Urgency.FIRST, 1);
    f.turn();
    f.advance(Duration.ofSeconds(5));

    assertThat(f.sender.texts()).containsExactly("failed", "old", "new", "late");
  }

  @Test
  void readsLongLanesInPagesAndKeepsTheirPace() {
    for (int i = 0; i < 20; i++) {
      f.post("n" + i, 1);
    }
    f.turn();
    assertThat(f.sender.calls()).hasSize(3);
    for (int i = 0; i < 17; i++) {
      f.advance(Duration.ofMillis(1010));
    }

    assertThat(f.sender.calls()).hasSize(20);
  }

  @Test
  void marksTheRepeatOfASendWithUnknownOutcome() {
    f.sender.answer(1, refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    f.turn();
    f.advance(Duration.ofSeconds(11));

    assertThat(f.sender.texts()).containsExactly("a", "a (may be a repeat)");
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void triesForHoursWhatWasNotDoneAndNeverMarksIt() {
    f.sender.rule(call -> refused(Refusal.NOT_DONE));
    f.post("a", 1);
    for (int i = 0; i < 360; i++) {
      f.advance(Duration.ofSeconds(10));
    }
    int tries = f.sender.calls().size();
    f.sender.rule(call -> null);
    f.advance(Duration.ofSeconds(30));

    assertThat(tries).isBetween(60, 150);
    assertThat(f.sender.texts()).doesNotContain("a (may be a repeat)");
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void keepsTheOrderOfALaneThroughAnOutage() {
    f.sender.rule(call -> refused(Refusal.NOT_DONE));
    f.post("first", 1);
    f.clock.advance(Duration.ofSeconds(1));
    f.post("second", 1);
    f.turn();
    f.sender.rule(call -> null);
    f.advance(Duration.ofSeconds(31));
    f.advance(Duration.ofSeconds(31));

    List<String> texts = f.sender.texts();
    assertThat(texts.subList(texts.size() - 2, texts.size())).containsExactly("first", "second");
  }

  @Test
  void sendsRefusedMarkupOnceMoreAsPlainText() {
    f.words = d -> new Rendering.Send(OutgoingMessage.of("<b>a &lt; b"));
    f.sender.answer(1, refused(Refusal.CANNOT_PARSE));
    f.post("a", 1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("<b>a &lt; b", "a &lt; b");
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void givesUpWhatIsRefusedAsPlainTextToo() {
    f.sender.rule(call -> refused(Refusal.CANNOT_PARSE));
    f.post("a", 1);
    f.turn();
    f.advance(Duration.ofHours(1));

    assertThat(f.sender.calls()).hasSize(2);
    assertThat(f.store.statuses()).containsExactly(Status.GIVEN_UP);
  }

  @Test
  void sendsANewMessageWhenTheOneToEditIsGone() {
    MessageRef old = new MessageRef(ChatAddress.of(1), 5);
    f.words = d -> new Rendering.Edit(old, OutgoingMessage.of("recovered"), true);
    f.sender.answer(1, refused(Refusal.MESSAGE_GONE));
    f.post("a", 1);
    f.turn();

    assertThat(f.sender.calls().get(0).edited()).isEqualTo(old);
    assertThat(f.sender.calls().get(1).edited()).isNull();
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void letsAnEditGoWhoseMessageIsGoneAndThatNoLongerMatters() {
    MessageRef old = new MessageRef(ChatAddress.of(1), 5);
    f.words = d -> new Rendering.Edit(old, OutgoingMessage.of("recovered"), false);
    f.sender.answer(1, refused(Refusal.MESSAGE_GONE));
    f.post("a", 1);
    f.turn();

    assertThat(f.sender.calls()).hasSize(1);
    assertThat(f.store.statuses()).containsExactly(Status.GIVEN_UP);
  }

  @Test
  void repeatsAnEditWithUnknownOutcomeWithoutAMark() {
    MessageRef old = new MessageRef(ChatAddress.of(1), 5);
    f.words = d -> new Rendering.Edit(old, OutgoingMessage.of(OutboxFixture.text(d)), true);
    f.sender.answer(1, refused(Refusal.OUTCOME_UNKNOWN));
    f.post("a", 1);
    f.turn();
    f.advance(Duration.ofSeconds(11));

    assertThat(f.sender.texts()).containsExactly("a", "a");
  }

  @Test
  void sendsToTheChatItselfWhenTheTopicIsGoneAndRemembersThat() {
    ChatAddress topic = new ChatAddress(-1, 9);
    f.sender.rule(call -> call.to().topic() != null ? refused(Refusal.TOPIC_GONE) : null);
    f.post("a", Urgency.NORMAL, List.of(topic));
    f.post("b", Urgency.NORMAL, List.of(topic));
    f.turn();
    f.advance(Duration.ofSeconds(3));

    assertThat(f.sender.calls().stream().map(c -> c.to().topic())).containsExactly(9, null, null);
    assertThat(f.news).containsExactly("topic gone 9");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void followsAGroupToItsNewNumber() {
    f.sender.answer(-1, new SendResult.Refused(Refusal.MIGRATED, "upgraded", null, -1001L));
    f.post("a", -1);
    f.turn();

    assertThat(f.news).containsExactly("migrated -1 -1001");
    assertThat(f.sender.calls().stream().map(c -> c.to().chat())).containsExactly(-1L, -1001L);
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void givesUpAllOfAChatThatIsGone() {
    f.sender.answer(1, refused(Refusal.CHAT_GONE));
    f.post("a", 1);
    f.post("b", 1);
    f.post("c", 1, 2);
    f.turn();
    f.advance(Duration.ofHours(1));

    assertThat(f.sender.calls().stream().filter(c -> c.to().chat() == 1)).hasSize(1);
    assertThat(f.news).containsExactly("gone 1");
    assertThat(f.store.statuses())
        .containsExactly(Status.GIVEN_UP, Status.GIVEN_UP, Status.GIVEN_UP, Status.SENT);
  }

  @Test
  void saysWhoNeverPressedStart() {
    f.sender.answer(1, refused(Refusal.CANNOT_INITIATE));
    f.post("a", 1);
    f.turn();

    assertThat(f.news).containsExactly("never started 1");
    assertThat(f.store.statuses()).containsExactly(Status.GIVEN_UP);
  }

  @Test
  void restsAnHourWhereWeMayNotWriteAndKeepsTheNotice() {
    f.sender.answer(-1, refused(Refusal.NO_RIGHTS));
    f.post("a", -1);
    f.turn();
    f.advance(Duration.ofMinutes(59));
    assertThat(f.sender.calls()).hasSize(1);
    f.advance(Duration.ofMinutes(2));

    assertThat(f.sender.calls()).hasSize(2);
    assertThat(f.news).containsExactly("no rights -1");
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void restsAllWhenTheTokenIsRefusedAndSaysSo() {
    f.sender.answer(1, refused(Refusal.UNAUTHORIZED));
    f.post("a", 1);
    f.turn();
    f.post("b", 2);
    f.advance(Duration.ofMinutes(4));
    assertThat(f.sender.calls()).hasSize(1);
    assertThat(f.outbox.healthCheck().check().state())
        .isEqualTo(drover.base.HealthCheck.State.DOWN);
    f.advance(Duration.ofMinutes(2));

    assertThat(f.store.statuses()).containsOnly(Status.SENT);
    assertThat(f.outbox.healthCheck().check().state()).isEqualTo(drover.base.HealthCheck.State.OK);
  }

  @Test
  void givesUpWhatIsRefusedForGood() {
    f.sender.answer(1, refused(Refusal.REJECTED), refused(Refusal.REJECTED));
    f.post("a", 1);
    f.turn();
    f.post("b", 1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("a", "a", "b");
    assertThat(f.store.statuses()).containsExactly(Status.GIVEN_UP, Status.SENT);
    assertThat(f.store.why(0)).contains("words");
  }

  @Test
  void triesWhatIsRejectedOnceMoreInItsBarestForm() {
    Button button =
        new Button.Call("Kill", Button.Style.DANGER, ButtonSpec.look(CommandCall.of("kill", "a")));
    String html = "<b>failed</b> &lt;" + "x".repeat(5000);
    f.words = d -> new Rendering.Send(OutgoingMessage.of(html, List.of(List.of(button))));
    f.sender.answer(1, refused(Refusal.REJECTED));
    f.post("a", 1);
    f.turn();

    OutgoingMessage second = f.sender.calls().get(1).message();
    assertThat(second.html()).startsWith("failed &lt;xxx").hasSizeLessThan(1100);
    assertThat(second.keyboard()).isEmpty();
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void obeysTooManyInFullAndAcrossARestart() {
    f.sender.answer(1, tooMany(7200));
    f.post("a", 1);
    f.post("b", 2);
    f.turn();
    f.outbox = f.create(Runnable::run);
    f.outbox.recover();
    f.advance(Duration.ofMinutes(119));
    assertThat(f.sender.texts()).containsExactly("a", "b");
    f.advance(Duration.ofMinutes(2));

    assertThat(f.sender.texts()).containsExactly("a", "b", "a");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void restsAllWhenTwoChatsAreToldTooManyWithinFiveSeconds() {
    f.sender.answer(1, tooMany(60));
    f.sender.answer(2, tooMany(30));
    f.post("a", 1);
    f.turn();
    f.clock.advance(Duration.ofSeconds(4));
    f.post("b", 2);
    f.turn();
    f.post("c", 3);
    f.advance(Duration.ofSeconds(50));
    assertThat(f.sender.texts()).containsExactly("a", "b");
    f.advance(Duration.ofSeconds(10));

    assertThat(f.sender.texts()).contains("c");
  }

  @Test
  void restsOnlyTheOneChatThatIsToldTooManyAgain() {
    f.sender.answer(1, tooMany(1), tooMany(1));
    f.post("a", 1);
    f.turn();
    f.advance(Duration.ofMillis(1100));
    f.post("c", 3);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("a", "a", "c");
  }

  @Test
  void sendsPlainWordsWhenTheRealOnesCannotBeFound() {
    f.words =
        d -> {
          throw new IllegalStateException("poison");
        };
    f.post("<agent>", 1);
    f.post("b", 2);
    for (int i = 0; i < 20; i++) {
      f.advance(Duration.ofSeconds(31));
    }

    assertThat(f.sender.texts()).hasSize(2);
    assertThat(f.sender.texts().get(0)).contains("stalled").contains("&lt;agent&gt;");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void letsAPoisonedNoticeDelayNoOtherOfItsLane() {
    f.words =
        d -> {
          if (d.fact().key().subject().equals("poison")) {
            throw new IllegalStateException("poison");
          }
          return new Rendering.Send(OutgoingMessage.of("fine"));
        };
    f.post("poison", Urgency.FIRST, 1);
    f.post("b", 1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("fine");
  }

  @Test
  void dropsWhatNoLongerMattersWithoutTakingAPlace() {
    f.words = d -> new Rendering.Drop("muted");
    for (int i = 0; i < 10; i++) {
      f.post("n" + i, 1);
    }
    for (int i = 0; i < 10; i++) {
      f.turn();
    }

    assertThat(f.sender.calls()).isEmpty();
    assertThat(f.store.statuses()).containsOnly(Status.GIVEN_UP);
    assertThat(f.store.why(3)).isEqualTo("muted");
  }

  @Test
  void mintsTokensOnceForAllAttempts() {
    Button button =
        new Button.Call("Kill", Button.Style.DANGER, ButtonSpec.look(CommandCall.of("kill", "a")));
    f.words = d -> new Rendering.Send(OutgoingMessage.of("a", List.of(List.of(button))));
    f.sender.answer(1, refused(Refusal.NOT_DONE), refused(Refusal.NOT_DONE));
    f.post("a", 1);
    f.turn();
    f.advance(Duration.ofSeconds(5));
    f.advance(Duration.ofSeconds(5));

    assertThat(f.sender.calls()).hasSize(3);
    assertThat(f.mint.minted()).isEqualTo(1);
  }

  @Test
  void sendsAgainMarkedWhatTheLastRunWasSending() {
    f.post("a", 1);
    assertThat(f.store.markSending(List.of(1L))).isNotEmpty();
    f.outbox = f.create(Runnable::run);
    f.outbox.recover();
    f.turn();

    assertThat(f.sender.texts()).containsExactly("a (may be a repeat)");
  }

  @Test
  void writesDownASendLaterWhenTheDatabaseIsAway() {
    f.sender.rule(
        call -> {
          f.store.broken(true);
          return null;
        });
    f.post("a", 1);
    f.post("b", 1);
    f.turn();
    f.advance(Duration.ofSeconds(5));
    assertThat(f.sender.texts()).containsExactly("a");
    f.sender.rule(call -> null);
    f.store.broken(false);
    f.advance(Duration.ofSeconds(2));
    f.advance(Duration.ofSeconds(2));

    assertThat(f.sender.texts()).containsExactly("a", "b");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void recordsASendAlthoughAListenerAlwaysFails() {
    f.tellingFails = true;
    f.post("a", 1);
    for (int i = 0; i < 6; i++) {
      f.advance(Duration.ofSeconds(2));
    }

    assertThat(f.sender.texts()).containsExactly("a");
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void waitsForAllWhenTheServiceIsAwayForSeveralChats() {
    f.sender.rule(call -> refused(Refusal.NOT_DONE));
    for (int chat = 1; chat <= 60; chat++) {
      f.post("n", chat);
    }
    for (int i = 0; i < 60; i++) {
      f.advance(Duration.ofSeconds(10));
    }

    assertThat(f.sender.calls().size()).isLessThan(1000);
  }
}
