package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Grant;
import drover.access.Knock;
import drover.access.Role;
import drover.access.Roles;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.SessionStatus;
import drover.testing.Agents;
import drover.testing.Snapshots;
import drover.view.KnockView;
import drover.view.PairView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the pages about people look. */
class PeoplePagesTest {
  private static final UserId EVE = new UserId(424_242);

  private final Stage stage = new Stage();
  private final Snapshots snapshots = Snapshots.of(PeoplePagesTest.class);

  @Test
  void peopleAndOneOfThem() {
    people();

    snapshots.check("users", stage.type("/users"));
    snapshots.check("user", stage.type("/users 424242"));
    snapshots.check("user-configured", stage.type("/users 1"));
    snapshots.check("granted", stage.type("/grant 424242 operator"));
    snapshots.check("revoked", stage.type("/revoke 424242"));
    snapshots.check("refused", stage.type("/revoke 1"));
  }

  @Test
  void aStrangerAtTheDoor() {
    snapshots.check(
        "knock", KnockView.of(new Knock(EVE, "Eve \u202e<b>admin", "eve", Stage.NOON), true));
    people();
    snapshots.check("let-in", KnockView.letIn(stage.users.find(EVE).orElseThrow()));
    snapshots.check("ignored", KnockView.ignored(stage.users.find(EVE).orElseThrow(), "Ada"));
    snapshots.check("welcome", KnockView.welcome("Ada"));
    snapshots.check("paired", PairView.paired("Ada"));
  }

  @Test
  void theTrail() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
    people();
    stage.type(EVE, ChatAddress.of(424_242), "/kill Builder -- it is <slow>");
    stage.type(Stage.OPERATOR, Stage.GROUP, "/grant 3 admin");
    stage.type("/grant 3 operator");
    stage.type("/kill Builder -- too slow");
    stage.press("Yes, kill");
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.TERMINATED));
    stage.watchAfter(Duration.ofSeconds(4));

    snapshots.check("audit", stage.type("/audit"));
    assertThat(stage.html()).contains("Builder");
  }

  private void people() {
    stage.roles.seed(List.of(Stage.ADMIN), change -> {});
    stage.users.seen(Stage.ADMIN, "Ada", "ada", Stage.NOON);
    Grant how = new Grant(Grant.How.GRANTED, Stage.ADMIN, "Ada", Stage.NOON);
    Roles.Change ignored = stage.roles.change(EVE, Role.VIEWER, how, change -> {});
    stage.users.seen(EVE, "Eve \u202e<b>admin", "eve", Stage.NOON);
    stage.clock.advance(Duration.ofMinutes(6));
  }
}
