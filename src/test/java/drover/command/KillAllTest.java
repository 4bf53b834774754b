package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.order.Order;
import drover.outbox.Rendering;
import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillAllTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Stage stage = new Stage();

  @Test
  void whoSaysNoFilterIsAskedForOne() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);

    stage.type("/killall");

    assertThat(stage.html()).contains("Whom?").contains("/killall all");
    assertThat(stage.answers.last().keyboard()).isEmpty();
  }

  @Test
  void whatOnlyOurButtonsSayMeansNothingWhenTyped() {
    put("a1", "Nightly one", SessionStatus.WORKING);

    for (String typed :
        List.of("/killall life:", "/killall yes life:1#a1", "/killall life:x yes")) {
      assertThat(stage.type(typed).html()).doesNotContain("Something went wrong");
    }
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aButtonThatCarriesSuchTypedWordsIsAuditedAsTyped() {
    put("a1", "Nightly one", SessionStatus.WORKING);
    for (String typed : List.of("life:", "life:x", "life:1#")) {
      stage.type("/agents name:nightly " + typed);
      stage.press(Stage.STRANGER, "Refresh");
    }

    assertThat(stage.history.audits)
        .extracting(audit -> audit.outcome() + ": " + audit.detail())
        .containsExactly(
            "denied: page:1 life: name:nightly",
            "denied: page:1 life:x name:nightly",
            "denied: page:1 life:1# name:nightly");
  }

  @Test
  void itNamesTheVictimsAndOrdersNothingYet() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.STALLED);
    put("cccc-3", "Build three", SessionStatus.COMPLETED);
    put("dddd-4", "Other", SessionStatus.WORKING);

    stage.type("/killall name:build -- too many");

    assertThat(stage.html())
        .contains("Kill <b>2 agents</b>?")
        .contains("Build one")
        .contains("Build two")
        .doesNotContain("Build three")
        .doesNotContain("Other")
        .contains("too many");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void oneConfirmationKillsEachOnceAndOneTableTellsAll() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.STALLED);
    stage.type("/killall name:build");
    stage.press("Yes, kill all 2");
    assertThat(stage.html()).contains("Killing 0 of 2 agents").contains("2 waiting");

    crank(3);
    assertThat(stage.gateway.orders())
        .containsExactlyInAnyOrder(
            "kill aaaa-1: Killed by User 1 via Telegram",
            "kill bbbb-2: Killed by User 1 via Telegram");
    assertThat(stage.html()).contains("2 asked");

    put("aaaa-1", "Build one", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);
    assertThat(stage.html()).contains("Killing 1 of 2 agents").contains("1 asked · 1 ended");
    put("bbbb-2", "Build two", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);

    assertThat(stage.html()).contains("Killed 2 agents").contains("2 ended");
    assertThat(stage.answers.shown()).hasSize(1);
    assertThat(stage.history.audits).extracting(a -> a.outcome()).containsExactly("done", "done");
  }

  @Test
  void theTablesLastWordIsStoredOnceWithTheLastEnd() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.WORKING);
    stage.type("/killall all");
    stage.press("Yes, kill all 2");
    crank(3);
    put("aaaa-1", "Build one", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);
    assertThat(stage.notices.deliveries()).isEmpty();

    put("bbbb-2", "Build two", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);
    stage.restart();

    assertThat(stage.notices.deliveries()).hasSize(1);
    Rendering.Edit edit =
        (Rendering.Edit) stage.service().orderRenderer().render(stage.notices.deliveries().get(0));
    assertThat(edit.message().html()).contains("Killed 2 agents");
  }

  @Test
  void whatTheServerRefusesStandsInTheTable() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.WORKING);
    stage.type("/killall all");
    stage.gateway.failWith(new SessionApiException.Refused("LOCKED", "held"));
    stage.press("Yes, kill all 2");

    crank(3);

    assertThat(stage.html()).contains("2 not killed").contains("refused: LOCKED");
  }

  @Test
  void whoIsBeingKilledAlreadyIsNotKilledTwice() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.WORKING);
    stage.type("/kill aaaa-1");
    stage.press("Yes, kill");
    stage.type("/killall all");
    stage.press("Yes, kill all 2");

    crank(3);

    assertThat(stage.gateway.orders()).hasSize(2).doesNotHaveDuplicates();
    assertThat(stage.html()).contains("1 not killed").contains("ordered before by User 1");
  }

  @Test
  void whoEndedOrBeganAnewMeanwhileIsLeftAlone() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.WORKING);
    stage.type("/killall all");
    put("aaaa-1", "Build one", SessionStatus.COMPLETED);
    put("bbbb-2", "Build two", SessionStatus.COMPLETED);

    stage.press("Yes, kill all 2");

    assertThat(stage.html()).contains("all of them are over");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void moreThanTheServersLimitAllowsLeaveLater() {
    for (int i = 0; i < 60; i++) {
      put("agent-%03d".formatted(i), "Build " + i, SessionStatus.WORKING);
    }
    stage.type("/killall all");
    stage.press("Yes, kill all 60");

    crank(100);
    assertThat(stage.gateway.orders()).hasSize(40);
    assertThat(stage.html()).contains("40 asked · 20 waiting");
    stage.clock.advance(Duration.ofSeconds(62));
    crank(100);

    assertThat(stage.gateway.orders()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void whatHadNotLeftWhenTheProcessDiedIsToldAndNotSent() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.WORKING);
    stage.type("/killall all");
    stage.press("Yes, kill all 2");
    crank(1);

    stage.restart();
    crank(3);

    assertThat(stage.gateway.orders()).hasSize(1);
    assertThat(stage.html()).contains("1 not killed").contains("stopped before it left");
    assertThat(stage.orders.all())
        .extracting(Order::state)
        .containsExactlyInAnyOrder(Order.State.ACCEPTED, Order.State.FAILED);
  }

  @Test
  void childrenThatWillDieAreCounted() {
    put("aaaa-1", "Parent", SessionStatus.WORKING);
    Session child =
        Agents.session("bbbb-2", "Child")
            .withStatus("working")
            .withFamily(new Session.Family(new SessionId("aaaa-1"), List.of()));
    stage.board.put(Agents.agent(child, Verdict.reported(SessionStatus.WORKING)));

    stage.type("/killall name:parent");

    assertThat(stage.html()).contains("1 child will die with them");
  }

  @Test
  void tooManyAtOnceAreRefused() {
    for (int i = 0; i <= KillAllCommand.MOST; i++) {
      put("agent-%03d".formatted(i), "Build " + i, SessionStatus.WORKING);
    }

    stage.type("/killall all");

    assertThat(stage.html()).contains("201 agents match").contains("at most 200");
  }

  @Test
  void aRefusedPressIsWrittenDownWithTheNamesOfAllItWasAbout() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);
    put("bbbb-2", "Build two", SessionStatus.WORKING);
    stage.type(Stage.ADMIN, Stage.GROUP, "/killall@drover_bot name:build*");

    stage.press(Stage.VIEWER, "Yes, kill all 2");

    assertThat(stage.history.audits)
        .extracting(audit -> audit.detail())
        .containsExactly("yes “Build one” “Build two”");
  }

  @Test
  void aViewerIsRefusedAndItIsWrittenDown() {
    put("aaaa-1", "Build one", SessionStatus.WORKING);

    stage.type(Stage.VIEWER, Stage.GROUP, "/killall all");

    assertThat(stage.html()).contains("needs the role <b>operator</b>");
    assertThat(stage.history.audits).extracting(a -> a.outcome()).containsExactly("denied");
  }

  private void put(String id, String name, SessionStatus status) {
    Agent agent = Agents.agent(id, name, status);
    stage.board.put(agent);
  }

  private void crank(int turns) {
    for (int i = 0; i < turns; i++) {
      Duration ignored = stage.service().orders().massKillOnce();
    }
  }
}
