package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.incident.FalseAlarms.Effect;
import drover.incident.FalseAlarms.Raise;
import drover.incident.Incident;
import drover.incident.Incident.Closing;
import drover.incident.Incident.Kind;
import drover.session.Capabilities;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import drover.view.IncidentView;
import drover.view.IncidentView.Case;
import drover.view.IncidentView.Occasion;
import drover.view.Moment;
import drover.view.Notice;
import drover.view.NoticeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The buttons of an incident, pressed. */
class CareCommandsTest {
  private final Stage stage = new Stage();
  private final Transition transition =
      Agents.transition(Transition.Kind.STALLED, 1, "2026-03-02T12:00:00Z");
  private final Incident stall = open(stage);

  @Test
  void anOperatorAcksAndItIsWrittenDown() {
    press(Stage.OPERATOR, "Ack");

    assertThat(toast()).startsWith("Acked: it is yours");
    Incident.Ack ack = Objects.requireNonNull(now().care().ack());
    assertThat(ack.by()).isEqualTo(Stage.OPERATOR);
    assertThat(stage.incidentNews.take()).containsExactly("changed 1 v1");
    AuditEntry audit = stage.history.audits(AuditQuery.all(Instant.EPOCH), 0, 9).get(0);
    assertThat(audit.action()).isEqualTo("ack");
    assertThat(audit.by()).isEqualTo(Stage.OPERATOR);
    assertThat(audit.agentName()).isEqualTo("Scribe");
    assertThat(audit.outcome()).isEqualTo("done");
  }

  @Test
  void aViewerAndAStrangerMayNot() {
    for (String label : List.of("Ack", "Snooze 2h", "Until morning", "False alarm")) {
      press(Stage.VIEWER, label);
      assertThat(toast()).as(label).isEqualTo("Only operators can do that. Ask an admin.");
      press(Stage.STRANGER, label);
      assertThat(toast()).as(label).isEqualTo("Not for you");
    }

    assertThat(now()).isEqualTo(stall);
    assertThat(stage.incidentNews.take()).isEmpty();
  }

  @Test
  void theSecondToAckHearsWhoWasFirst() {
    press(Stage.OPERATOR, "Ack");
    press(Stage.ADMIN, "Ack");

    assertThat(toast()).startsWith("Acked by ").endsWith(" 12:00.");
    press(Stage.ADMIN, "Snooze 30m");
    assertThat(toast()).startsWith("Acked by ");
    assertThat(stage.incidentNews.take()).hasSize(1);
    assertThat(stage.history.audits(AuditQuery.all(Instant.EPOCH), 0, 9)).hasSize(1);
  }

  @Test
  void snoozesForAsLongAsTheButtonSays() {
    Map<String, Instant> until =
        Map.of(
            "Snooze 30m", Instant.parse("2026-03-02T12:30:00Z"),
            "Snooze 2h", Instant.parse("2026-03-02T14:00:00Z"),
            "Until morning", Instant.parse("2026-03-03T08:00:00Z"));

    until.forEach(
        (label, end) -> {
          press(Stage.OPERATOR, label);
          assertThat(now().care().nextRepeat()).as(label).isEqualTo(end);
          assertThat(toast()).as(label).startsWith("Snoozed until ");
        });
  }

  @Test
  void aFalseAlarmEndsItAndSaysHowPatientItIsNow() {
    stage.falseAlarms.next(new Raise(Effect.LONGER, "Scribe", Duration.ofMinutes(10)));

    press(Stage.OPERATOR, "False alarm");

    assertThat(toast())
        .isEqualTo("A false alarm. Agents of that name may be silent for 10 min from now on.");
    assertThat(stage.falseAlarms.made()).containsExactly(transition.life());
    Closing closing = Objects.requireNonNull(now().closing());
    assertThat(closing.outcome()).isEqualTo(Closing.FALSE_ALARM);
    assertThat(closing.detail()).isEqualTo("600");
  }

  @Test
  void aFalseAlarmSaysWhereNothingGrows() {
    Map<Raise, String> words =
        Map.of(
            new Raise(Effect.LONGEST, "Scribe", Duration.ofMinutes(40)),
            "for 40 min already",
            Raise.NAMELESS,
            "It has no name",
            Raise.GONE,
            "The agent is gone");

    words.forEach(
        (raise, said) -> {
          Stage other = new Stage();
          other.falseAlarms.next(raise);
          Incident ended = open(other);
          press(other, ended, Stage.OPERATOR, "False alarm");
          assertThat(other.answers.toasts()).last().asString().contains("A false alarm. ", said);
        });
  }

  @Test
  void aFalseAlarmOfWhatIsOverChangesNothing() {
    assertThat(stage.incidents.close(stall, Closing.of(stage.clock.instant(), Closing.RECOVERED)))
        .isTrue();

    press(Stage.OPERATOR, "False alarm");

    assertThat(stage.falseAlarms.made()).isEmpty();
  }

  @Test
  void aPressThatComesTooLateHearsWhatHappened() {
    assertThat(stage.incidents.close(stall, Closing.of(stage.clock.instant(), Closing.RECOVERED)))
        .isTrue();
    stage.clock.advance(Duration.ofDays(3));

    for (String label : List.of("Ack", "Snooze 30m", "Until morning", "False alarm")) {
      press(Stage.ADMIN, label);
      assertThat(toast()).as(label).isEqualTo("It is over: recovered 2 Mar 12:00.");
    }
  }

  @Test
  void nobodyTypesThem() {
    for (String name : List.of("ack", "snooze", "falsealarm")) {
      assertThat(stage.type("/" + name + " 1").html()).as(name).contains("/" + name);
      assertThat(stage.type("/help").html()).doesNotContain("/" + name);
      assertThat(stage.menu(Stage.ADMIN)).doesNotContain(name);
    }

    assertThat(now()).isEqualTo(stall);
  }

  @Test
  void aFailureThatSomebodyTookCareOfNoLongerComesFirst() {
    stage.board.put(Agents.agent("f-1", "Broken", SessionStatus.FAILED));
    stage.board.put(Agents.agent("w-1", "Worker", SessionStatus.WORKING));
    Incident failure =
        stage.incidents.open(
            Agents.agent("f-1", "Broken", SessionStatus.FAILED).life().key(),
            Kind.FAILURE,
            0,
            stage.clock.instant(),
            Map.of());
    String before = stage.type("/agents").html();

    assertThat(stage.incidents.ack(failure.id(), Stage.ADMIN, "Anna").done()).isTrue();
    String after = stage.type("/agents").html();

    assertThat(before.indexOf("Broken")).isLessThan(before.indexOf("Worker"));
    assertThat(after.indexOf("Broken")).isGreaterThan(after.indexOf("Worker"));
  }

  private Incident open(Stage where) {
    return where.incidents.open(
        transition.life().key(),
        Kind.STALL,
        1,
        where.clock.instant(),
        Map.of("name", "Scribe", "priority", "critical"));
  }

  private Incident now() {
    return stage.incidents.find(stall.id()).orElseThrow();
  }

  private String toast() {
    List<String> toasts = stage.answers.toasts();
    String last = toasts.get(toasts.size() - 1);
    return last.substring(last.indexOf(": ") + 2);
  }

  private void press(UserId by, String label) {
    press(stage, stall, by, label);
  }

  /** On the notice as it first stood. */
  private void press(Stage where, Incident about, UserId by, String label) {
    ChatAddress chat = Stage.GROUP;
    Notice notice =
        new Notice(
            Transition.Kind.STALLED,
            transition.life(),
            "Scribe",
            true,
            null,
            null,
            null,
            "critical",
            Notice.Tokens.UNKNOWN,
            new Notice.Times(null, null, null, null, about.openedAt(), about.openedAt()),
            Notice.Parent.NONE);
    OutgoingMessage words =
        IncidentView.stall(
            notice,
            new Case(about, null, Occasion.FIRST),
            new NoticeView.Telling(
                Moment.ours(about.openedAt(), java.time.ZoneOffset.UTC),
                Capabilities.all(),
                SessionStatus.STALLED,
                false));
    OutgoingMessage stamped = where.mint.stamp(chat, words);
    where.pressToken(by, new drover.chat.MessageRef(chat, 5), DeskAnswers.token(stamped, label));
  }
}
