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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutboxAnswerTest {
  private static final ChatAddress CHAT = ChatAddress.of(1);
  private static final MessageRef MESSAGE = new MessageRef(CHAT, 5);

  private final OutboxFixture f = new OutboxFixture();

  @Test
  void sendsAnswersBeforeNotices() {
    f.post("n1", Fact.Urgency.FIRST, 1);
    f.post("n2", Fact.Urgency.FIRST, 1);
    CompletableFuture<SendResult> first = send("first");
    CompletableFuture<SendResult> second = send("second");
    f.turn();
    assertThat(List.of(first, second)).allMatch(CompletableFuture::isDone);

    assertThat(f.sender.texts()).startsWith("first", "second");
  }

  @Test
  void endsTheFutureWithTheMessage() {
    CompletableFuture<SendResult> future = send("hello");
    assertThat(future).isNotDone();
    f.turn();

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
  }

  @Test
  void goesOnWithoutTheDatabaseButWithoutButtons() {
    f.store.broken(true);
    f.mint.broken(true);
    CompletableFuture<SendResult> future =
        f.outbox.send(CHAT, OutgoingMessage.of("list", List.of(List.of(button()))));
    f.turn();

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.sender.calls().get(0).message().keyboard()).isEmpty();
  }

  @Test
  void dropsAnEditThatANewerOneReplaces() {
    f.sender.answer(1, tooMany(10));
    CompletableFuture<SendResult> first = send("blocked");
    f.turn();
    CompletableFuture<SendResult> older = edit("1");
    CompletableFuture<SendResult> newer = edit("2");
    f.advance(Duration.ofSeconds(11));

    assertThat(f.sender.texts()).containsExactly("blocked", "blocked", "2");
    assertThat(List.of(first, older, newer)).allMatch(CompletableFuture::isDone);
  }

  @Test
  void letsARetriedEditGiveWayToANewerOne() {
    f.sender.answer(1, refused(Refusal.NOT_DONE));
    CompletableFuture<SendResult> older = edit("1");
    f.turn();
    CompletableFuture<SendResult> newer = edit("2");
    f.advance(Duration.ofSeconds(31));

    assertThat(f.sender.texts()).containsExactly("1", "2");
    assertThat(older.join()).isEqualTo(newer.join());
  }

  @Test
  void givesANewerEditItsOwnPatience() {
    f.sender.rule(call -> refused(Refusal.NOT_DONE));
    CompletableFuture<SendResult> older = edit("1");
    for (int i = 0; i < 5; i++) {
      f.advance(Duration.ofSeconds(11));
    }
    CompletableFuture<SendResult> newer = edit("2");
    for (int i = 0; i < 4; i++) {
      f.advance(Duration.ofSeconds(11));
    }
    assertThat(newer).isNotDone();
    f.sender.rule(call -> null);
    f.advance(Duration.ofSeconds(31));

    assertThat(newer).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(older.join()).isEqualTo(newer.join());
  }

  @Test
  void triesAMinuteWhatWasNotDone() {
    f.sender.rule(call -> refused(Refusal.NOT_DONE));
    CompletableFuture<SendResult> future = send("hello");
    for (int i = 0; i < 10; i++) {
      f.advance(Duration.ofSeconds(10));
    }

    assertThat(future).isCompletedWithValue(refused(Refusal.NOT_DONE));
    assertThat(f.sender.calls().size()).isBetween(3, 8);
  }

  @Test
  void repeatsAnAnswerThatMayStandThereOnceAndNotAtOnce() {
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    CompletableFuture<SendResult> future = send("hello");
    f.turn();
    assertThat(f.sender.calls()).hasSize(1);
    f.advance(Duration.ofSeconds(2));
    f.advance(Duration.ofMinutes(1));

    assertThat(future).isCompletedWithValue(refused(Refusal.OUTCOME_UNKNOWN));
    assertThat(f.sender.calls()).hasSize(2);
  }

  @Test
  void anEditOutlastsAnOutageOfSeconds() {
    f.sender.rule(call -> refused(Refusal.OUTCOME_UNKNOWN));
    CompletableFuture<SendResult> future = edit("hello");
    for (int second = 0; second < 10; second++) {
      f.advance(Duration.ofSeconds(1));
    }
    assertThat(future).isNotDone();
    f.sender.rule(call -> null);
    f.advance(Duration.ofSeconds(30));

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
  }

  @Test
  void repeatsAnEditWhoseOutcomeIsUnknown() {
    f.sender.answer(1, refused(Refusal.OUTCOME_UNKNOWN));
    CompletableFuture<SendResult> future = edit("hello");
    f.turn();
    f.advance(Duration.ofMinutes(1));

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.sender.calls()).hasSize(2);
  }

  @Test
  void waitsOutAParkAndThenSends() {
    f.sender.answer(1, tooMany(3600));
    CompletableFuture<SendResult> future = send("hello");
    f.turn();
    f.advance(Duration.ofMinutes(59));
    assertThat(future).isNotDone();
    f.advance(Duration.ofMinutes(2));

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
  }

  @Test
  void followsAMovedGroupWithFreshTokens() {
    f.sender.answer(-1, new SendResult.Refused(Refusal.MIGRATED, "upgraded", null, -1001L));
    CompletableFuture<SendResult> future =
        f.outbox.send(
            ChatAddress.of(-1),
            OutgoingMessage.of("list", List.of(List.of(button()))).withReplyTo(8L));
    f.turn();

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.sender.calls().get(1).to().chat()).isEqualTo(-1001);
    assertThat(f.sender.calls().get(1).message().replyTo()).as("counted anew there").isNull();
    assertThat(f.mint.minted()).isEqualTo(2);
    assertThat(f.news).containsExactly("migrated -1 -1001");
  }

  @Test
  void sendsToTheChatItselfWhenTheTopicIsGone() {
    f.sender.answer(-1, refused(Refusal.TOPIC_GONE));
    CompletableFuture<SendResult> future =
        f.outbox.send(new ChatAddress(-1, 4), OutgoingMessage.of("hello"));
    f.turn();

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.sender.calls().get(1).to()).isEqualTo(ChatAddress.of(-1));
  }

  @Test
  void sendsRefusedMarkupAsPlainText() {
    f.sender.answer(1, refused(Refusal.CANNOT_PARSE));
    CompletableFuture<SendResult> future = send("<b>hello");
    f.turn();

    assertThat(future).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.sender.texts()).containsExactly("<b>hello", "hello");
  }

  @Test
  void handsBackWhatTheCallerHasToDecide() {
    for (Refusal reason :
        List.of(Refusal.MESSAGE_GONE, Refusal.CHAT_GONE, Refusal.REJECTED, Refusal.NO_RIGHTS)) {
      OutboxFixture fresh = new OutboxFixture();
      fresh.sender.answer(1, refused(reason));
      CompletableFuture<SendResult> future = fresh.outbox.edit(MESSAGE, OutgoingMessage.of("x"));
      fresh.turn();
      assertThat(future).isCompletedWithValue(refused(reason));
    }
  }

  @Test
  void dropsTheOldestOfTooMany() {
    f.sender.answer(1, tooMany(3600));
    List<CompletableFuture<SendResult>> futures = new ArrayList<>();
    futures.add(send("head"));
    f.turn();
    for (int i = 0; i < 250; i++) {
      futures.add(send("n" + i));
    }

    assertThat(futures.stream().filter(CompletableFuture::isDone)).hasSize(51);
    assertThat(futures.get(250)).isNotDone();
  }

  @Test
  void survivesAFloodFromOneChatWithoutDelayingAnother() {
    for (int i = 0; i < 150; i++) {
      assertThat(send("flood")).isNotNull();
    }
    CompletableFuture<SendResult> other =
        f.outbox.send(ChatAddress.of(2), OutgoingMessage.of("hello"));
    Duration wait = f.outbox.turn();

    assertThat(wait).isPositive();
    assertThat(other).isDone();
  }

  private CompletableFuture<SendResult> send(String text) {
    return f.outbox.send(CHAT, OutgoingMessage.of(text));
  }

  private CompletableFuture<SendResult> edit(String text) {
    return f.outbox.edit(MESSAGE, OutgoingMessage.of(text));
  }

  private static Button button() {
    return new Button.Call(
        "Logs", Button.Style.PLAIN, ButtonSpec.look(CommandCall.of("logs", "a")));
  }
}
