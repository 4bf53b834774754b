package drover.outbox;

import static drover.outbox.OutboxFixture.refused;
import static drover.outbox.OutboxFixture.tooMany;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutboxRightsTest {
  private static final ChatAddress GENERAL = ChatAddress.of(-1);
  private static final ChatAddress TOPIC = new ChatAddress(-1, 9);

  private final OutboxFixture f = new OutboxFixture();

  @Test
  void aRefusedFileSilencesNobody() {
    f.sender.answer(-1, refused(Refusal.NO_RIGHTS));
    CompletableFuture<SendResult> file = f.outbox.send(GENERAL, withFile());
    f.turn();
    CompletableFuture<SendResult> words = f.outbox.send(GENERAL, OutgoingMessage.of("words"));
    f.turn();

    assertThat(file).isCompletedWithValue(refused(Refusal.NO_RIGHTS));
    assertThat(words).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(f.news).isEmpty();
  }

  @Test
  void aNoticeWhoseFileIsRefusedGoesWithoutIt() {
    f.words = d -> new Rendering.Send(withFile());
    f.sender.answer(-1, refused(Refusal.NO_RIGHTS));
    f.post("a", -1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("the log", "the log");
    assertThat(f.sender.calls().get(1).message().attachment()).isNull();
    assertThat(f.store.statuses()).containsExactly(Status.SENT);
  }

  @Test
  void aClosedGeneralLeavesTheOpenTopicsAlone() {
    f.sender.rule(call -> call.to().topic() == null ? refused(Refusal.NO_RIGHTS) : null);
    f.post("general", Urgency.NORMAL, List.of(GENERAL));
    f.turn();
    f.post("topic", Urgency.NORMAL, List.of(TOPIC));
    f.advance(Duration.ofSeconds(2));
    CompletableFuture<SendResult> answer = f.outbox.send(TOPIC, OutgoingMessage.of("answer"));
    f.advance(Duration.ofMinutes(10));

    assertThat(f.sender.texts()).containsExactly("general", "topic", "answer");
    assertThat(answer).isDone();
  }

  @Test
  void goesOnInOrderAsSoonAsTheChatIsAdmittedAgain() {
    f.sender.answer(-1, refused(Refusal.NO_RIGHTS));
    f.post("a", -1);
    f.post("b", -1);
    f.turn();
    f.advance(Duration.ofMinutes(5));
    assertThat(f.sender.texts()).containsExactly("a");
    f.outbox.unpark(-2);
    f.turn();
    assertThat(f.sender.texts()).containsExactly("a");

    f.outbox.unpark(-1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("a", "a", "b");
  }

  @Test
  void admittingAChatDoesNotShortenARestThatTheServiceAskedFor() {
    f.sender.answer(-1, tooMany(600));
    f.post("a", -1);
    f.turn();
    f.outbox.unpark(-1);
    f.advance(Duration.ofMinutes(9));
    assertThat(f.sender.texts()).containsExactly("a");

    f.advance(Duration.ofMinutes(2));
    assertThat(f.sender.texts()).containsExactly("a", "a");
  }

  @Test
  void aTopicThatFellBackToAClosedGeneralIsNotTriedAllTheTime() {
    f.sender.rule(
        call -> refused(call.to().topic() == null ? Refusal.NO_RIGHTS : Refusal.TOPIC_GONE));
    f.post("a", Urgency.NORMAL, List.of(TOPIC));
    f.turn();
    for (int i = 0; i < 20; i++) {
      f.advance(Duration.ofSeconds(30));
    }

    assertThat(f.sender.calls()).hasSize(2);
  }

  private static OutgoingMessage withFile() {
    return new OutgoingMessage(
        "the log", List.of(), false, new OutgoingMessage.Attachment("a.log", new byte[3], false));
  }
}
