package drover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.access.Role;
import drover.base.HealthCheck;
import drover.chat.ChatAddress;
import drover.chat.ChatKind;
import drover.chat.Incoming;
import drover.chat.MessageRef;
import drover.history.AuditEntry;
import drover.session.SessionStatus;
import drover.subscription.Level;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private final Stage stage = new Stage();

  DispatcherTest() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
  }

  @Test
  void strangersGetNoAnswer() {
    stage.type(Stage.STRANGER, ChatAddress.of(9), "/start");
    stage.type(Stage.STRANGER, Stage.GROUP, "/kill Builder");

    assertThat(stage.answers.told()).isEmpty();
    assertThat(stage.access.roleOf(Stage.STRANGER)).isEqualTo(Role.STRANGER);
  }

  @Test
  void aStrangersPressIsNotForThem() {
    stage.type("/agents");

    stage.press(Stage.STRANGER, "Refresh");

    assertThat(stage.answers.toasts()).containsExactly("press2: Not for you");
    assertThat(stage.answers.told()).hasSize(1);
  }

  @Test
  void groupTalkIsNotForUs() {
    stage.type(Stage.ADMIN, Stage.GROUP, "kill Builder");

    assertThat(stage.answers.told()).isEmpty();
  }

  @Test
  void theAnswerGoesToTheTopicOfTheQuestion() {
    stage.type(Stage.ADMIN, Stage.GROUP, "/agents@drover_bot");

    assertThat(stage.answers.lastRef().chat()).isEqualTo(Stage.GROUP);
    assertThat(stage.html()).contains("Builder");
  }

  @Test
  void aViewerMayLookAndNotOrder() {
    stage.type(Stage.VIEWER, ChatAddress.of(3), "/agent Builder");
    assertThat(stage.html()).contains("Builder");

    stage.press(Stage.VIEWER, "Kill");
    stage.type(Stage.VIEWER, ChatAddress.of(3), "/respawn Builder");

    assertThat(stage.html()).contains("needs the role <b>operator</b>; yours is <b>viewer</b>");
    assertThat(stage.answers.toasts())
        .anyMatch(toast -> toast.contains("Only operators can do that. Ask an admin."));
    assertThat(stage.history.audits)
        .extracting(audit -> audit.action() + " " + audit.outcome())
        .containsExactly("kill denied", "respawn denied");
    AuditEntry pressed = stage.history.audits.get(0);
    assertThat(pressed.session()).isEqualTo("a1b2c3d4-1");
    assertThat(pressed.agentName()).isEqualTo("Builder");
    assertThat(pressed.detail()).as("nothing of the button's own words").isEmpty();
  }

  @Test
  void aRefusalSpeaksOfGroupsOnlyWhereTheyAskForMore() {
    stage.type(Stage.VIEWER, Stage.GROUP, "/kill@drover_bot Builder");
    assertThat(stage.html()).contains("needs the role <b>operator</b>; yours is <b>viewer</b>");

    stage.type(Stage.VIEWER, Stage.GROUP, "/subscribe@drover_bot");
    assertThat(stage.html()).contains("needs the role <b>operator</b> in a group; yours");
  }

  @Test
  void aRoleThatWasTakenAwayCountsForOldButtons() {
    stage.type(Stage.OPERATOR, ChatAddress.of(2), "/kill Builder");
    stage.users.grant(Stage.OPERATOR, Role.VIEWER);

    stage.press(Stage.OPERATOR, "Yes, kill");

    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void anonymousPostsAreExplainedOnlyWhereWeAreKnown() {
    stage.type(null, Stage.GROUP, "/agents");
    assertThat(stage.answers.told()).isEmpty();

    stage.subscriptions.put(Stage.GROUP, Level.NORMAL, Stage.ADMIN, stage.clock.instant());
    stage.type(null, Stage.GROUP, "/agents");

    assertThat(stage.html()).contains("You are posting anonymously");
  }

  @Test
  void aForgedTokenDoesNothing() {
    stage.pressToken(Stage.ADMIN, new MessageRef(Stage.PRIVATE, 5), "forged");

    assertThat(stage.answers.toasts()).containsExactly("press1: I do not know this button.");
    assertThat(stage.answers.told()).isEmpty();
  }

  @Test
  void aButtonWorksOnlyWhereItStands() {
    stage.type("/kill Builder");
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");

    stage.pressToken(Stage.ADMIN, new MessageRef(Stage.GROUP, 5), token);

    assertThat(stage.answers.toasts()).anyMatch(toast -> toast.contains("another chat"));
    assertThat(stage.gateway.orders()).isEmpty();
    assertThat(stage.history.audits)
        .extracting(audit -> audit.action() + " " + audit.outcome() + " " + audit.chat())
        .containsExactly("kill denied " + Stage.GROUP);
  }

  @Test
  void aPressOnAMessageThatIsGoneIsAnsweredInTheTopicOfItsButton() {
    stage.type(Stage.ADMIN, Stage.GROUP, "/agents@drover_bot");
    MessageRef list = stage.answers.lastRef();
    String token = DeskAnswers.token(stage.answers.last(), "Refresh");
    stage.answers.delete(list);

    ChatAddress withoutTopic = ChatAddress.of(Stage.GROUP.chat());
    stage.pressToken(Stage.ADMIN, new MessageRef(withoutTopic, list.message()), token);

    assertThat(stage.answers.lastRef()).isNotEqualTo(list);
    assertThat(stage.answers.lastRef().chat()).isEqualTo(Stage.GROUP);
  }

  @Test
  void aButtonOfOneTopicDoesNothingInAnother() {
    stage.type(Stage.ADMIN, Stage.GROUP, "/agents@drover_bot");
    String token = DeskAnswers.token(stage.answers.last(), "Refresh");

    ChatAddress other = new ChatAddress(Stage.GROUP.chat(), 8);
    stage.pressToken(Stage.ADMIN, new MessageRef(other, 5), token);

    assertThat(stage.answers.toasts()).anyMatch(toast -> toast.contains("another chat"));
    assertThat(stage.answers.told()).hasSize(1);
  }

  @Test
  void anExpiredQuestionIsRedrawnAndOrdersNothing() {
    stage.type("/kill Builder");
    stage.clock.advance(Duration.ofMinutes(2));

    stage.press("Yes, kill");

    assertThat(stage.answers.toasts()).anyMatch(toast -> toast.contains("has expired"));
    assertThat(stage.html()).contains("Kill <b>Builder</b>");
    assertThat(stage.gateway.orders()).isEmpty();
    stage.press("Yes, kill");
    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void inAGroupOnlyACommandWithOurNameIsCalledUnknown() {
    stage.type(Stage.ADMIN, Stage.GROUP, "/weather");
    assertThat(stage.answers.told()).isEmpty();

    stage.type(Stage.ADMIN, Stage.GROUP, "/agnets@drover_bot");

    assertThat(stage.html()).contains("Did you mean /agents");
  }

  @Test
  void aLookNeverExpires() {
    stage.type("/agents");
    stage.clock.advance(Duration.ofDays(300));

    stage.press("1 🟢 Builder");

    assertThat(stage.html()).contains("Merge the drafts");
    assertThat(stage.answers.shown()).hasSize(1);
  }

  @Test
  void aSlowAnswerIsPromisedWithinHalfASecond() {
    stage.type("/agents");
    MessageRef list = stage.answers.lastRef();
    String token = DeskAnswers.token(stage.answers.last(), "Refresh");
    int ignored = stage.inbox.store(List.of(stage.pressed(Stage.ADMIN, list, token)));
    Duration wait = stage.service().dispatcher().runOnce();
    assertThat(stage.delays).containsExactly(Duration.ofMillis(500));

    stage.timers.get(0).run();
    assertThat(stage.answers.toasts()).containsExactly("press2: Checking…");
    stage.runTasks();

    assertThat(stage.answers.toasts()).hasSize(1);
    assertThat(stage.answers.told()).hasSize(2);
    assertThat(wait).isPositive();
  }

  @Test
  void everyPressIsAnswered() {
    stage.type("/agents");

    stage.press("Refresh");
    stage.timers.forEach(Runnable::run);

    assertThat(stage.answers.toasts()).containsExactly("press2: ");
  }

  @Test
  void aRedeliveredUpdateDoesNothing() {
    Incoming typed = Stage.typed(77, Stage.ADMIN, Stage.PRIVATE, "/whoami", stage.clock.instant());

    stage.receive(typed);
    stage.receive(typed);

    assertThat(stage.answers.told()).hasSize(1);
  }

  @Test
  void whatCannotBeMarkedAsDoneIsNotHandledTwice() {
    Incoming typed = Stage.typed(77, Stage.ADMIN, Stage.PRIVATE, "/whoami", stage.clock.instant());
    int ignored = stage.inbox.store(List.of(typed));
    Duration wait = stage.service().dispatcher().runOnce();
    assertThat(wait).isPositive();
    stage.inbox.down(true);
    stage.runTasks();
    stage.drain();
    stage.inbox.down(false);
    stage.drain();

    assertThat(stage.answers.told()).hasSize(1);
    assertThat(stage.inbox.waiting(10)).isEmpty();
  }

  @Test
  void whatWasNotHandledBeforeACrashIsHandledAfter() {
    Incoming typed = Stage.typed(77, Stage.ADMIN, Stage.PRIVATE, "/whoami", stage.clock.instant());
    int ignored = stage.inbox.store(List.of(typed));
    stage.restart();

    stage.drain();

    assertThat(stage.html()).contains("admin");
  }

  @Test
  void anUpdateThatCrashesItsHandlerIsDoneWithAndDelaysNobody() {
    stage.health.add(new Crashing());
    int ignored =
        stage.inbox.store(
            List.of(
                Stage.typed(77, Stage.ADMIN, Stage.PRIVATE, "/health", stage.clock.instant()),
                Stage.typed(78, Stage.ADMIN, Stage.PRIVATE, "/whoami", stage.clock.instant())));
    Duration wait = stage.service().dispatcher().runOnce();

    assertThatThrownBy(stage::runTasks).isInstanceOf(OutOfMemoryError.class);
    stage.drain();
    assertThat(wait).isPositive();
    assertThat(stage.html()).contains("admin");
    assertThat(stage.inbox.waiting(10)).isEmpty();

    stage.restart();
    stage.drain();
    assertThat(stage.answers.told()).hasSize(1);
  }

  @Test
  void answersComeWithoutButtonsWhenTheseCannotBeStored() {
    stage.mint.down(true);

    stage.type("/agents");

    assertThat(stage.html()).contains("Builder");
    assertThat(stage.answers.last().keyboard()).isEmpty();
  }

  @Test
  void aDeletedPageIsSentAnew() {
    stage.type("/agents");
    MessageRef list = stage.answers.lastRef();
    String token = DeskAnswers.token(stage.answers.last(), "Refresh");
    stage.answers.delete(list);

    stage.pressToken(Stage.ADMIN, list, token);

    assertThat(stage.answers.lastRef()).isNotEqualTo(list);
  }

  @Test
  void secretsDoNotLeave() {
    stage.board.put(Agents.agent("s2", "top-secret-key", SessionStatus.WORKING));

    stage.type("/agents");

    assertThat(stage.html()).doesNotContain("top-secret-key").contains("***");
  }

  @Test
  void chatsComeAndGo() {
    service(Incoming.Kind.EXPELLED, 1, "");
    assertThat(stage.chats.isDisabled(-100)).isTrue();

    service(Incoming.Kind.ADMITTED, 2, "");
    assertThat(stage.chats.isDisabled(-100)).isFalse();

    service(Incoming.Kind.REOPENED, 5, "");
    assertThat(stage.reopened).containsExactly(Stage.GROUP);

    service(Incoming.Kind.MIGRATED, 3, "rubbish");
    service(Incoming.Kind.MIGRATED, 4, "-200");
    assertThat(stage.inbox.waiting(10)).isEmpty();
  }

  @Test
  void unknownCommandsGetAHint() {
    stage.type("/agnets");
    assertThat(stage.html()).contains("Did you mean /agents");

    stage.type("hello?");
    assertThat(stage.html()).contains("/help");
  }

  private void service(Incoming.Kind kind, long update, String text) {
    stage.receive(
        new Incoming(
            update,
            kind,
            Stage.GROUP,
            ChatKind.GROUP,
            new Incoming.Sender(null, "", null, false),
            text,
            null,
            null,
            stage.clock.instant(),
            false));
  }

  private static final class Crashing implements HealthCheck {
    @Override
    public String name() {
      return "crash";
    }

    @Override
    public Health check() {
      throw new OutOfMemoryError("for a test");
    }
  }
}
