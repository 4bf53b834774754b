package drover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.base.StorageException;
import drover.chat.ChatAddress;
import drover.chat.ChatKind;
import drover.chat.Incoming;
import drover.chat.Intake.Taken;
import drover.chat.MessageRef;
import drover.session.SessionStatus;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoorTest {
  private final Stage stage = new Stage();

  DoorTest() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
  }

  @Test
  void storesWhatComesWhileTheDatabaseWorks() {
    Taken taken = stage.service().intake().take(List.of(typed(1, "/agents"), typed(2, "/help")));

    assertThat(taken).isEqualTo(Taken.all(2));
    assertThat(stage.inbox.waiting(10)).hasSize(2);
    assertThat(stage.answers.told()).isEmpty();
  }

  @Test
  void whatIsNotAnsweredYetIsLeft() {
    down(true);

    Taken first = stage.service().intake().take(List.of(typed(1, "/agents")));
    stage.runTasks();
    Taken second = stage.service().intake().take(List.of(typed(1, "/agents")));

    assertThat(first.left()).containsExactly(1L);
    assertThat(second.left()).isEmpty();
    assertThat(stage.answers.told()).hasSize(1);
    assertThat(stage.html()).contains("Builder", "The database is down");
    assertThat(stage.answers.last().keyboard()).isEmpty();
  }

  @Test
  void whatWasAnsweredMeanwhileIsNotAnsweredWhenItComesAgain() {
    Incoming news = news(1);
    Incoming look = typed(2, "/agents");
    Incoming order = typed(3, "/kill Builder");
    down(true);
    takeAndRun(news, look, order);
    Taken down = takeAndRun(news, look, order);
    assertThat(down.left()).containsExactly(1L);

    down(false);
    stage.drain();
    Taken up = takeAndRun(news, look, order);
    stage.drain();
    stage.drain();

    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    stage.service().bindTo(meters);
    assertThat(meters.get("drover.commands.past.inbox").functionCounter().count()).isEqualTo(2);
    assertThat(meters.get("drover.commands.in.flight").gauge().value()).isZero();
    assertThat(up.left()).isEmpty();
    assertThat(stage.inbox.waiting(10)).isEmpty();
    assertThat(stage.answers.told()).hasSize(2);
    assertThat(stage.html()).contains("so /kill was not done");
    assertThat(stage.chats.isDisabled(-100)).isTrue();
  }

  @Test
  void aCommitThatWentThroughThoughItFailedIsNotAnsweredTwice() {
    down(true);
    Incoming look = typed(1, "/whoami");
    takeAndRun(look);
    stage.inbox.keepAnyway(look);

    down(false);
    stage.drain();

    assertThat(stage.answers.told()).hasSize(1);
    assertThat(stage.inbox.waiting(10)).isEmpty();
  }

  @Test
  void aPressIsToldAndItsTokenStaysGood() {
    stage.type("/kill Builder");
    MessageRef question = stage.answers.lastRef();
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");
    down(true);

    takeAndRun(stage.pressed(Stage.ADMIN, question, token));
    assertThat(stage.answers.toasts()).anyMatch(toast -> toast.contains("The database is down"));
    assertThat(stage.gateway.orders()).isEmpty();
    down(false);
    stage.pressToken(Stage.ADMIN, question, token);

    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void strangersAndTalkHoldNobodyUp() {
    down(true);
    List<Incoming> talk =
        IntStream.rangeClosed(1, 300)
            .mapToObj(
                i -> Stage.typed(i, Stage.STRANGER, Stage.GROUP, "/talk", stage.clock.instant()))
            .toList();

    takeAndRun(talk.toArray(Incoming[]::new));
    Taken taken = takeAndRun(talk.toArray(Incoming[]::new));

    assertThat(taken.left()).isEmpty();
    assertThat(stage.answers.told()).isEmpty();
  }

  @Test
  void goesOnAnsweringHoweverLongItLasts() {
    down(true);
    int many = Handling.MOST_UNMARKED + 50;
    for (int i = 1; i <= many; i++) {
      takeAndRun(typed(i, "/whoami"));
    }
    assertThat(stage.answers.told()).hasSize(many);

    down(false);
    stage.drain();
    stage.drain();
    stage.receive(typed(many + 1, "/help"));

    assertThat(stage.html()).contains("What I can do for you");
    assertThat(stage.inbox.waiting(1)).isEmpty();
  }

  @Test
  void newsOfAChatThatCannotBeWrittenDownComesAgain() {
    stage.chats.down(true);
    stage.receive(news(1));
    assertThat(stage.inbox.waiting(1)).hasSize(1);

    stage.chats.down(false);
    stage.drain();

    assertThat(stage.chats.isDisabled(-100)).isTrue();
    assertThat(stage.inbox.waiting(1)).isEmpty();
  }

  @Test
  void aBugOfTheInboxIsNoOutage() {
    stage.inbox.broken(true);

    assertThatThrownBy(() -> takeAndRun(typed(1, "/agents")))
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(StorageException.class);
  }

  private Taken takeAndRun(Incoming... updates) {
    Taken taken = stage.service().intake().take(List.of(updates));
    stage.runTasks();
    return taken;
  }

  private void down(boolean isDown) {
    stage.inbox.down(isDown);
    stage.mint.down(isDown);
    stage.works = !isDown;
  }

  private Incoming typed(long update, String text) {
    return Stage.typed(update, Stage.ADMIN, Stage.PRIVATE, text, stage.clock.instant());
  }

  private Incoming news(long update) {
    return new Incoming(
        update,
        Incoming.Kind.EXPELLED,
        ChatAddress.of(-100),
        ChatKind.GROUP,
        new Incoming.Sender(null, "", null, false),
        "",
        null,
        null,
        stage.clock.instant(),
        false);
  }
}
