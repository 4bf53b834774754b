package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.session.AgentLife;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import drover.testing.Snapshots;
import drover.view.AgentButtons;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderPagesTest {
  private final Stage stage = new Stage();
  private final Snapshots snapshots = Snapshots.of(OrderPagesTest.class);

  OrderPagesTest() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
  }

  @Test
  void aKillFromQuestionToEnd() {
    check("kill-question", stage.type("/kill Builder -- too dear"));
    check("kill-asked", stage.press("Yes, kill"));
    stage.watchAfter(Duration.ofSeconds(21));
    check("kill-still-alive", stage.answers.last());
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.TERMINATED));
    stage.watchAfter(Duration.ofSeconds(3));
    check("kill-ended", stage.answers.last());
  }

  @Test
  void aRespawnFromOptionsToLink() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.STALLED));
    check("respawn-options", stage.type("/respawn Builder"));
    check("respawn-more-tokens", stage.press("+50% tokens"));
    check("respawn-done", stage.press("Respawn now"));
  }

  @Test
  void aNewAgentStepByStep() {
    check("spawn-name", stage.type("/spawn"));
    check("spawn-task", stage.type("Merger <of> drafts"));
    check("spawn-prompt", stage.type("Merge the drafts & report"));
    check("spawn-priority", stage.type("You merge drafts.\nBe careful."));
    check("spawn-tokens", stage.press("high"));
    check("spawn-duration", stage.type("many"), stage.type("75k"));
    check("spawn-output", stage.press("2h"));
    check("spawn-parent", stage.type("/srv/out.md"));
    check("spawn-whole", stage.type("Builder"));
    check("spawn-change", stage.press("Change"));
    check("spawn-back", stage.press("Back"));
    check("spawn-asked", stage.press("Create"));
    stage.createOnce();
    check("spawn-created", stage.answers.last());
  }

  @Test
  void aNewAgentThatComesToNothing() {
    check("spawn-not-enough", stage.type("/spawn Merger | - | -"));
    check("spawn-unreadable", stage.type("/spawn A | b | c | duration:soon"));
    stage.type("/spawn Merger | merge | Merge it | tokens:900k");
    stage.gateway.failWith(new SessionApiException.InvalidTokenLimit("too many", 200_000L));
    stage.press("Create");
    stage.createOnce();
    check("spawn-refused", stage.answers.last());
    stage.gateway.failWith(new SessionApiException.OutcomeUnknown("cut", null));
    stage.press("Try again");
    stage.press("Create");
    stage.createOnce();
    check("spawn-unknown", stage.answers.last());
    stage.type("/spawn Waiter");
    stage.clock.advance(Duration.ofMinutes(16));
    stage.service().timeout().run();
    check("spawn-timed-out", stage.answers.last());
    stage.type(Stage.OPERATOR, Stage.GROUP, "/spawn");
    check("spawn-in-group", stage.answers.last());
    stage.type(Stage.OPERATOR, Stage.GROUP, "/spawn A | b | Secret | output:/srv/x");
    check("spawn-line-in-group", stage.answers.last());
  }

  @Test
  void aButtonUnderANoticeOpensAPageAndLeavesTheNotice() {
    AgentLife life = new AgentLife(new SessionId("a1b2c3d4-1"), "1");
    OutgoingMessage notice =
        stage.mint.stamp(
            Stage.PRIVATE,
            OutgoingMessage.of(
                "Stalled", List.of(List.of(AgentButtons.kill(life), AgentButtons.logs(life)))));
    var ignored = stage.answers.send(Stage.PRIVATE, notice);
    MessageRef at = stage.answers.lastRef();

    stage.pressToken(Stage.ADMIN, at, DeskAnswers.token(notice, "Kill"));
    assertThat(stage.html()).contains("Kill <b>Builder</b> <code>a1b2c3d4</code>?");
    stage.press("Yes, kill");

    assertThat(stage.html()).contains("Asked the server");
    assertThat(stage.answers.shown()).hasSize(2).containsEntry(at, notice);
  }

  private void check(String name, OutgoingMessage first, OutgoingMessage second) {
    check(name + "-problem", first);
    check(name, second);
  }

  private void check(String name, OutgoingMessage message) {
    snapshots.check(name, message);
  }
}
