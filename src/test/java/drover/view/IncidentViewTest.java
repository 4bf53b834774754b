package drover.view;

import static drover.view.NoticeViewTest.LATEST;
import static drover.view.NoticeViewTest.LIFE;
import static drover.view.NoticeViewTest.exact;
import static drover.view.NoticeViewTest.moment;
import static drover.view.NoticeViewTest.notice;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.incident.Incident;
import drover.incident.Incident.Care;
import drover.incident.Incident.Closing;
import drover.session.SessionStatus;
import drover.session.Transition.Kind;
import drover.testing.Snapshots;
import drover.view.IncidentView.Case;
import drover.view.IncidentView.Occasion;
import drover.view.NoticeView.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentViewTest {
  private static final UserId ANNA = new UserId(1);
  private static final Instant LATER = LATEST.plus(Duration.ofMinutes(16));
  private static final Instant TOMORROW = Instant.parse("2026-03-03T07:00:00Z");
  private static final String NEW_SESSION = "0ff1ce00-1111-2222";

  private final Snapshots snapshots = Snapshots.of(IncidentViewTest.class);
  private final Notice stalled = exact(notice(Kind.STALLED, "Constitution merge", null));
  private final Notice failed =
      exact(notice(Kind.FAILED, "Constitution merge", "Connection reset\n\n\n\n by peer"));
  private final Telling fresh = moment(LATEST.plusSeconds(2), SessionStatus.STALLED, false);
  private final Telling later = moment(LATER, SessionStatus.STALLED, false);

  @Test
  void aStallLooksAsStored() {
    check("stalled", stall(open(Care.NONE), Occasion.FIRST, fresh));
    check("acked", stall(open(acked("Anna")), Occasion.FIRST, later));
    check("snoozed", stall(open(snoozed("Anna", LATER)), Occasion.FIRST, fresh));
    check("snoozed-over-night", stall(open(snoozed("Anna", TOMORROW)), Occasion.FIRST, fresh));
    check("again", stall(open(Care.NONE), Occasion.AGAIN, later));
    check("escalated", stall(open(Care.NONE), Occasion.ESCALATED, later));
  }

  @Test
  void aStallThatIsOverLooksAsStored() {
    check("recovered", stall(closed(Closing.RECOVERED, null, null), Occasion.FIRST, later));
    check("completed", stall(closed("completed", null, null), Occasion.FIRST, later));
    check("respawned", stall(respawned(), Occasion.FIRST, later));
    check("false-alarm", stall(closed(Closing.FALSE_ALARM, "Anna", "600"), Occasion.FIRST, later));
    check(
        "server-restarted",
        stall(closed(Closing.SERVER_RESTARTED, null, null), Occasion.FIRST, later));
    Incident acked = closed(Closing.RECOVERED, null, null);
    check("acked-and-recovered", stall(with(acked, acked("Anna")), Occasion.FIRST, later));
  }

  @Test
  void aFailureLooksAsStored() {
    check("failed", failure(open(Care.NONE), fresh));
    check("failed-acked", failure(open(acked("Anna")), later));
    check("failed-respawned", failure(respawned(), later));
  }

  @Test
  void offersNoFalseAlarmOfAnAgentWithoutAName() {
    Notice nameless =
        new Notice(
            stalled.kind(),
            LIFE,
            "",
            false,
            null,
            null,
            null,
            "normal",
            Notice.Tokens.UNKNOWN,
            stalled.times(),
            Notice.Parent.NONE);

    OutgoingMessage message =
        IncidentView.stall(nameless, new Case(open(Care.NONE), null, Occasion.FIRST), fresh);

    assertThat(labels(message)).contains("Ack", "Until morning").doesNotContain("False alarm");
  }

  @Test
  void saysInAFewWordsWhatAPressComesTooLateFor() {
    Moment moment = later.moment();

    assertThat(IncidentView.toast(closed(Closing.RECOVERED, null, null), moment))
        .isEqualTo("It is over: recovered 12:51.");
    assertThat(IncidentView.toast(closed(Closing.FALSE_ALARM, "Anna", "600"), moment))
        .isEqualTo("It is over: false alarm 12:51, by Anna.");
    assertThat(IncidentView.toast(open(acked("Anna")), moment)).isEqualTo("Acked by Anna 12:42.");
    assertThat(IncidentView.toast(open(snoozed("Anna", LATER)), moment))
        .isEqualTo("Snoozed by Anna until 12:58.");
    String endless = "A".repeat(10_000);
    assertThat(IncidentView.toast(closed(Closing.RESPAWNED, endless, endless), moment).length())
        .isLessThanOrEqualTo(200);
  }

  /** All that can be shown of an incident, told of a notice and by a person. */
  static List<OutgoingMessage> everything(Notice notice, String by, Telling telling) {
    List<OutgoingMessage> all = new ArrayList<>();
    List<Incident> incidents = new ArrayList<>();
    incidents.add(open(acked(by)));
    incidents.add(open(snoozed(by, TOMORROW)));
    for (String outcome :
        List.of(
            Closing.RECOVERED,
            Closing.SERVER_RESTARTED,
            "completed",
            "failed",
            "terminated",
            "vanished")) {
      incidents.add(with(closed(outcome, by, null), acked(by)));
    }
    incidents.add(with(closed(Closing.RESPAWNED, by, "x" + by), acked(by)));
    incidents.add(closed(Closing.FALSE_ALARM, by, "600"));
    for (Incident incident : incidents) {
      for (Occasion occasion : Occasion.values()) {
        all.add(IncidentView.stall(notice, new Case(incident, by, occasion), telling));
      }
      all.add(IncidentView.failure(notice, new Case(incident, by, Occasion.FIRST), telling));
    }
    all.add(IncidentView.stall(notice, new Case(null, null, Occasion.FIRST), telling));
    all.add(IncidentView.failure(notice, new Case(null, null, Occasion.FIRST), telling));
    return all;
  }

  private OutgoingMessage stall(Incident incident, Occasion occasion, Telling telling) {
    return IncidentView.stall(stalled, new Case(incident, "Merge <2>", occasion), telling);
  }

  private OutgoingMessage failure(Incident incident, Telling telling) {
    Telling reported =
        new Telling(telling.moment(), telling.capabilities(), SessionStatus.FAILED, false);
    return IncidentView.failure(failed, new Case(incident, null, Occasion.FIRST), reported);
  }

  private void check(String name, OutgoingMessage message) {
    snapshots.check(name, message);
  }

  private static Incident open(Care care) {
    return new Incident(42, LIFE.key(), Incident.Kind.STALL, 1, LATEST, Map.of(), 0, care, null);
  }

  private static Incident respawned() {
    return closed(Closing.RESPAWNED, "Anna", NEW_SESSION);
  }

  private static Incident closed(String outcome, @Nullable String by, @Nullable String detail) {
    Closing closing = new Closing(LATEST.plus(Duration.ofMinutes(9)), outcome, by, detail);
    return new Incident(
        42, LIFE.key(), Incident.Kind.STALL, 1, LATEST, Map.of(), 1, Care.NONE, closing);
  }

  private static Incident with(Incident closed, Care care) {
    return new Incident(
        closed.id(),
        closed.subject(),
        closed.kind(),
        closed.episode(),
        closed.openedAt(),
        closed.data(),
        closed.version(),
        care,
        closed.closing());
  }

  private static Care acked(String by) {
    return new Care(new Incident.Ack(ANNA, by, LATEST), null, 0, null, null, null);
  }

  private static Care snoozed(String by, Instant until) {
    return new Care(null, new Incident.Snooze(ANNA, by, until), 0, until, null, null);
  }

  private static List<String> labels(OutgoingMessage message) {
    return message.keyboard().stream().flatMap(List::stream).map(Button::label).toList();
  }
}
