package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.history.AuditQuery;
import drover.incident.Incident;
import drover.incident.Incident.Closing;
import drover.incident.Incident.Kind;
import drover.session.Agent;
import drover.session.SessionApiException;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import drover.testing.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trouble that was told among others: taken care of on the agent's card. */
class CardCareTest {
  private final Snapshots snapshots = Snapshots.of(CardCareTest.class);
  private final Stage stage = new Stage();
  private final Agent sleeper = Agents.agent("a1b2c3d4-1", "Sleeper", SessionStatus.STALLED);

  @Test
  void theCardOfAStalledAgentOffersWhatItsNoticeDoes() {
    Incident ignored = trouble(sleeper, Kind.STALL);

    snapshots.check("stalled", card(Stage.OPERATOR, "Sleeper"));
  }

  @Test
  void whoAcksSeesItOnTheCard() {
    Incident stall = trouble(sleeper, Kind.STALL);
    OutgoingMessage ignored = card(Stage.OPERATOR, "Sleeper");

    stage.press(Stage.OPERATOR, "Ack");

    assertThat(toast()).startsWith("Acked: it is yours");
    assertThat(now(stall).care().ack()).isNotNull();
    assertThat(stage.incidentNews.take()).containsExactly("changed 1 v1");
    assertThat(stage.history.audits(AuditQuery.all(Instant.EPOCH), 0, 9)).hasSize(1);
    assertThat(stage.html()).contains("Sleeper").contains("✋ acked by User 2 12:00");
    assertThat(labels(stage.answers.last()))
        .contains("False alarm", "Refresh")
        .doesNotContain("Ack", "Snooze 30m");
  }

  @Test
  void whoComesSecondHearsWhoWasFirstAndSeesItToo() {
    Incident stall = trouble(sleeper, Kind.STALL);
    OutgoingMessage ignored = card(Stage.OPERATOR, "Sleeper");
    assertThat(stage.incidents.ack(stall.id(), Stage.ADMIN, "Anna").done()).isTrue();

    stage.press(Stage.OPERATOR, "Ack");

    assertThat(toast()).isEqualTo("Acked by Anna 12:00.");
    assertThat(stage.html()).contains("✋ acked by Anna 12:00");
  }

  @Test
  void aSnoozeIsShownAndCanStillBeAcked() {
    Incident stall = trouble(sleeper, Kind.STALL);
    OutgoingMessage ignored = card(Stage.OPERATOR, "Sleeper");

    stage.press(Stage.OPERATOR, "Snooze 30m");

    assertThat(now(stall).care().nextRepeat()).isEqualTo(Stage.NOON.plus(Duration.ofMinutes(30)));
    assertThat(stage.html()).contains("💤 snoozed by User 2 until 12:30");
    assertThat(labels(stage.answers.last())).contains("Ack", "Snooze 30m");
  }

  @Test
  void aFalseAlarmEndsItAndItsButtonsGo() {
    Incident stall = trouble(sleeper, Kind.STALL);
    OutgoingMessage ignored = card(Stage.OPERATOR, "Sleeper");

    stage.press(Stage.OPERATOR, "False alarm");

    assertThat(now(stall).closing()).extracting(Closing::outcome).isEqualTo(Closing.FALSE_ALARM);
    assertThat(labels(stage.answers.last())).doesNotContain("Ack", "False alarm");
  }

  @Test
  void anUnnamedOneIsNoFalseAlarm() {
    Agent nameless =
        Agents.agent(
            Agents.session("a1b2c3d4-1", "Sleeper").withName(null),
            Verdict.reported(SessionStatus.STALLED));
    Incident ignored = trouble(nameless, Kind.STALL);

    assertThat(labels(card(Stage.OPERATOR, "a1b2")))
        .contains("Ack", "Snooze 30m")
        .doesNotContain("False alarm");
  }

  @Test
  void aFailureIsAckedAndNothingElse() {
    Agent broken = Agents.agent("f1b2c3d4-1", "Broken", SessionStatus.FAILED);
    Incident ignored = trouble(broken, Kind.FAILURE);

    assertThat(labels(card(Stage.OPERATOR, "Broken")))
        .contains("Ack")
        .doesNotContain("Snooze 30m", "False alarm");
    stage.press(Stage.OPERATOR, "Ack");

    assertThat(stage.html()).contains("✋ acked by User 2");
    assertThat(labels(stage.answers.last())).doesNotContain("Ack");
  }

  @Test
  void aViewerSeesWhoTakesCareAndIsOfferedNothing() {
    Incident stall = trouble(sleeper, Kind.STALL);
    assertThat(stage.incidents.ack(stall.id(), Stage.ADMIN, "Anna").done()).isTrue();

    OutgoingMessage card = card(Stage.VIEWER, "Sleeper");

    assertThat(card.html()).contains("✋ acked by Anna 12:00");
    assertThat(labels(card)).doesNotContain("Ack", "Snooze 30m", "False alarm");
  }

  @Test
  void aViewerMayNotPressWhatAnOperatorIsOffered() {
    Incident stall = trouble(sleeper, Kind.STALL);
    OutgoingMessage ignored = card(Stage.OPERATOR, "Sleeper");

    stage.press(Stage.VIEWER, "Ack");

    assertThat(toast()).isEqualTo("Only operators can do that. Ask an admin.");
    assertThat(now(stall)).isEqualTo(stall);
  }

  @Test
  void anAckCountsWhileTheServerIsAway() {
    Incident stall = trouble(sleeper, Kind.STALL);
    OutgoingMessage ignored = card(Stage.OPERATOR, "Sleeper");
    stage.board.failWith(new SessionApiException.Unavailable("down", null));

    stage.press(Stage.OPERATOR, "Ack");

    assertThat(now(stall).care().ack()).isNotNull();
    assertThat(stage.html()).contains("✋ acked by User 2").contains("does not answer");
  }

  @Test
  void whatIsOverIsOfferedNoMore() {
    Incident stall = trouble(sleeper, Kind.STALL);
    OutgoingMessage card = card(Stage.OPERATOR, "Sleeper");
    assertThat(stage.incidents.close(stall, Closing.of(Stage.NOON, Closing.RECOVERED))).isTrue();
    stage.board.put(Agents.agent("a1b2c3d4-1", "Sleeper", SessionStatus.WORKING));

    stage.press(Stage.OPERATOR, "Ack");

    assertThat(labels(card)).contains("Ack");
    assertThat(toast()).isEqualTo("It is over: recovered 12:00.");
    assertThat(labels(stage.answers.last())).contains("Kill").doesNotContain("Ack");
  }

  private Incident trouble(Agent agent, Kind kind) {
    stage.board.put(agent);
    return stage.incidents.open(
        agent.life().key(),
        kind,
        kind == Kind.STALL ? 1 : 0,
        Stage.NOON,
        Map.of("name", agent.name(), "priority", "critical"));
  }

  private OutgoingMessage card(UserId by, String reference) {
    stage.type(by, Stage.GROUP, "/agent " + reference);
    return stage.answers.last();
  }

  private Incident now(Incident incident) {
    return stage.incidents.find(incident.id()).orElseThrow();
  }

  private String toast() {
    List<String> toasts = stage.answers.toasts();
    String last = toasts.get(toasts.size() - 1);
    return last.substring(last.indexOf(": ") + 2);
  }

  private static List<String> labels(OutgoingMessage message) {
    return message.keyboard().stream().flatMap(List::stream).map(Button::label).toList();
  }
}
