package drover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drover.base.Redactor;
import drover.order.Lineages;
import drover.session.SessionStatus;
import drover.testing.Agents;
import drover.testing.DirectTransactor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandServiceTest {
  @Test
  void answersOnItsOwnThreadsAndStops() {
    Stage stage = new Stage();
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
    CommandService service =
        CommandService.assemble(
            new CommandPorts(
                new CommandPorts.Chat(
                    stage.inbox,
                    stage.mint,
                    stage.answers,
                    stage.notices,
                    stage.groups,
                    lane -> {},
                    lane -> {},
                    word -> Optional.empty()),
                new CommandPorts.Server(
                    stage.board, stage.gateway, new Lineages(stage.orders, stage.board)),
                new CommandPorts.Stores(
                    stage.chats,
                    stage.subscriptions,
                    stage.mutes,
                    stage.history,
                    stage.outages,
                    stage.orders,
                    stage.drafts,
                    new DirectTransactor(),
                    () -> true),
                stage.care,
                stage.access,
                new CommandPorts.People(stage.roles, stage.users, stage.knocks, stage.pairing),
                stage.digests,
                stage.health,
                new Redactor(List.of()),
                Duration.ofSeconds(20),
                stage.clock));
    service.start();
    try {
      for (int i = 1; i <= 200; i++) {
        var typed = Stage.typed(i, Stage.ADMIN, Stage.PRIVATE, "/whoami", stage.clock.instant());
        assertThat(stage.inbox.store(List.of(typed))).isOne();
        service.wake();
      }

      await().until(() -> stage.inbox.waiting(1).isEmpty());
    } finally {
      service.stop();
    }
    assertThat(stage.answers.told()).hasSize(200);
    assertThat(service.menus(List.of()).inGroups())
        .extracting(entry -> entry.command())
        .contains("agents")
        .doesNotContain("kill");
  }
}
