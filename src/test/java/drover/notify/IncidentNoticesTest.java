package drover.notify;

import static drover.notify.NoticeStage.ANNA;
import static drover.notify.NoticeStage.CHAT;
import static drover.notify.NoticeStage.ESCALATIONS;
import static drover.notify.NoticeStage.GROUP;
import static drover.notify.NoticeStage.labels;
import static drover.notify.NoticeStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.incident.Incident;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.GroupPage;
import drover.outbox.Rendering;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Transition.Kind;
import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import drover.testing.Agents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incidents as they are told, edited, told again and escalated. */
class IncidentNoticesTest {
  private final NoticeStage stage = new NoticeStage();

  @Test
  void countsFromWhenPeopleCouldKnowOfAStallThatIsFoundLate() {
    Instant began = stage.clock.instant().minus(Duration.ofMinutes(50));
    stage.notifier.on(
        Agents.transition(
            Kind.STALLED, 1, began.toString(), session -> session.withPriority("critical")));
    stage.tell("stalled", CHAT, 5);
    stage.incidents.runDue();
    assertThat(stage.notices.kinds(CHAT)).containsExactly("stalled 1");

    stage.clock.advance(Duration.ofMinutes(15));
    stage.incidents.runDue();

    assertThat(text(stage.sent("again", CHAT))).contains("nobody has acked it for 15 min");
  }

  @Test
  void anAckEditsEveryMessageInEveryChat() {
    Incident stall = stage.stallToldInBoth();

    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna <b>").done()).isTrue();

    for (ChatAddress chat : List.of(CHAT, GROUP)) {
      Rendering.Edit edit = stage.edited(chat);
      assertThat(edit.target().message()).isEqualTo(chat.equals(CHAT) ? 5 : 6);
      assertThat(text(edit.message())).contains("✋ acked by Anna <b> 12:00");
      assertThat(labels(edit.message())).containsExactly("Kill", "Respawn", "Logs", "False alarm");
      assertThat(stage.notices.delivery("changed", chat).fact().urgency())
          .isEqualTo(Fact.Urgency.FIRST);
    }
  }

  @Test
  void editsThatWaitAreSupersededByTheFirst() {
    Incident stall = stage.stallToldInBoth();
    Instant later = stage.clock.instant().plus(Duration.ofHours(2));
    assertThat(stage.incidents.snooze(stall.id(), ANNA, "Anna", later).done()).isTrue();
    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna").done()).isTrue();
    stage.happens(Kind.RECOVERED);

    List<Delivery> waiting = deliveries("changed", CHAT);
    assertThat(waiting).hasSize(3);
    Rendering.Edit first = (Rendering.Edit) stage.renderer.render(waiting.get(0));
    stage.renderer.told(waiting.get(0), first.target());

    assertThat(text(first.message())).contains("Recovered").contains("acked by Anna");
    for (Delivery rest : waiting.subList(1, 3)) {
      assertThat(stage.renderer.render(rest)).isInstanceOf(Rendering.Drop.class);
    }
  }

  @Test
  void aRowAmongOthersSaysWhoPutItOffAndWhoTookOver() {
    Incident stall = stage.stallToldInBoth();
    assertThat(
            stage
                .incidents
                .snooze(
                    stall.id(), ANNA, "Anna", stage.clock.instant().plus(Duration.ofMinutes(30)))
                .done())
        .isTrue();
    assertThat(row("stalled")).contains("💤 Anna until 12:30");

    stage.incidents.respawned(stall.life(), "0ff1ce00-1111-2222", "Anna");

    assertThat(row("stalled")).contains("no longer stalled: respawned as 0ff1ce00");
    stage.board.put(Agents.agent("0ff1ce00-1111-2222", "Builder two", SessionStatus.WORKING));
    assertThat(row("stalled")).contains("respawned as Builder two after 0 s by Anna");
  }

  @Test
  void aMessageThatWasOnItsWayIsEditedToo() {
    Transition transition = stage.happens(Kind.STALLED);
    stage.tell("stalled", GROUP, 6);
    assertThat(text(stage.sent("stalled", CHAT))).contains("Stalled");
    Incident stall = stage.store.open(transition.life().key()).get(0);
    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna").done()).isTrue();
    assertThat(stage.notices.kinds(CHAT)).containsExactly("stalled 1");

    stage.renderer.told(stage.notices.delivery("stalled", CHAT), new MessageRef(CHAT, 5));

    assertThat(stage.edited(CHAT).target()).isEqualTo(new MessageRef(CHAT, 5));
    assertThat(text(stage.edited(CHAT).message())).contains("acked by Anna");
  }

  @Test
  void aStallToldLateShowsWhoTookCareAndNeedsNoEdit() {
    Transition transition = stage.happens(Kind.STALLED);
    Incident stall = stage.store.open(transition.life().key()).get(0);
    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna").done()).isTrue();

    assertThat(text(stage.sent("stalled", CHAT))).contains("acked by Anna");
    stage.tell("stalled", CHAT, 5);

    assertThat(stage.notices.kinds(CHAT)).containsExactly("stalled 1");
  }

  @Test
  void comesAgainAsAReplyWithSoundAndIsEditedWithTheFirst() {
    Incident stall = stage.stallToldInBoth();
    after(15);

    OutgoingMessage again = stage.sent("again", GROUP);
    assertThat(again.replyTo()).isEqualTo(6);
    assertThat(again.silent()).isFalse();
    assertThat(text(again)).contains("Still stalled").contains("nobody has acked it for 15 min");
    assertThat(labels(again)).contains("Ack", "Snooze 30m");
    stage.tell("again", GROUP, 9);
    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna").done()).isTrue();

    List<Delivery> edits = deliveries("changed", GROUP);
    assertThat(edits).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Rendering.Edit edit = (Rendering.Edit) stage.renderer.render(edits.get(i));
      assertThat(edit.target().message()).isEqualTo(i == 0 ? 6 : 9);
      assertThat(text(edit.message())).contains("acked by Anna");
      stage.renderer.told(edits.get(i), edit.target());
    }
    assertThat(deliveries("changed", CHAT)).hasSize(1);
  }

  /** An outbox may look at several before the first is told. */
  @Test
  void editsEveryMessageThoughAllAreRenderedBeforeTheFirstIsTold() {
    Incident stall = stage.stallToldInBoth();
    after(15);
    stage.tell("again", CHAT, 9);
    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna").done()).isTrue();

    assertThat(deliveries("changed", CHAT))
        .extracting(delivery -> ((Rendering.Edit) stage.renderer.render(delivery)).target())
        .containsExactly(new MessageRef(CHAT, 5), new MessageRef(CHAT, 9));
  }

  @Test
  void saysNothingAgainOnceSomebodyCaresOrItIsOver() {
    Incident stall = stage.stallToldInBoth();
    after(15);
    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna").done()).isTrue();
    assertThat(stage.dropped("again", CHAT)).contains("takes care");

    stage.happens(Kind.RECOVERED);
    assertThat(stage.dropped("again", CHAT)).contains("over");
  }

  @Test
  void remindersThatWaitedBecomeOne() {
    Incident stall = stage.stallToldInBoth();
    after(15);
    after(60);
    assertThat(stage.store.find(stall.id()).orElseThrow().care().repeats()).isEqualTo(2);

    List<Delivery> reminders = deliveries("again", CHAT);
    assertThat(reminders).hasSize(2);
    assertThat(stage.renderer.render(reminders.get(0))).isInstanceOf(Rendering.Drop.class);
    assertThat(stage.renderer.render(reminders.get(1))).isInstanceOf(Rendering.Send.class);
  }

  @Test
  void aMutedChatIsRemindedWhenTheMuteEnds() {
    stage.stallToldInBoth();
    Instant until = stage.clock.instant().plus(Duration.ofHours(2));
    stage.mutes.put(new Mute(CHAT, AgentFilter.of("name:Constitution*"), until));
    after(15);

    assertThat(stage.render("again", CHAT)).isEqualTo(new Rendering.Hold(until, "muted"));
    assertThat(text(stage.sent("again", GROUP))).contains("Still stalled");
  }

  @Test
  void isEscalatedToAChatThatNeverSubscribedAndEditedThere() {
    Incident stall = stage.stallToldInBoth();
    after(30);

    OutgoingMessage escalated = stage.sent("escalated", ESCALATIONS);
    assertThat(text(escalated)).contains("Stalled").contains("nobody has acked it for 30 min");
    assertThat(labels(escalated)).contains("Kill", "Ack", "Until morning");
    assertThat(escalated.silent()).isFalse();
    assertThat(escalated.replyTo()).isNull();
    stage.tell("escalated", ESCALATIONS, 3);
    assertThat(stage.incidents.ack(stall.id(), ANNA, "Anna").done()).isTrue();
    assertThat(stage.edited(ESCALATIONS).target()).isEqualTo(new MessageRef(ESCALATIONS, 3));
  }

  @Test
  void aRespawnIsToldWithTheNewName() {
    Transition failed = stage.happens(Kind.FAILED);
    stage.tell("end", CHAT, 5);
    stage.board.put(Agents.agent("0ff1ce00-1", "Merge <2>", SessionStatus.WORKING));

    stage.incidents.respawned(failed.life(), "0ff1ce00-1", "Anna");

    OutgoingMessage edited = stage.edit(CHAT);
    assertThat(text(edited)).contains("Failed").contains("respawned as Merge <2> 0ff1ce00 by Anna");
    assertThat(labels(edited)).containsExactly("New agent", "Logs");
  }

  /** Facts of before the one kind of edit, as they may wait in a database. */
  @ParameterizedTest
  @ValueSource(strings = {"recovered", "stall-over"})
  void anEditOfBeforeThatStillWaitsIsShown(String kind) {
    Incident stall = stage.stallToldInBoth();
    stage.happens(Kind.RECOVERED);
    FactKey key = new FactKey(stall.subject(), kind, 1);
    Map<String, String> data = Map.of("kind", "recovered", "name", "Scribe", "lasted", "540");
    Delivery old =
        new Delivery(99, new Fact(key, Instant.EPOCH, Fact.Urgency.NORMAL, data), CHAT, 0, false);

    Rendering rendering = stage.renderer.render(old);

    assertThat(rendering).isInstanceOf(Rendering.Edit.class);
    stage.renderer.told(old, ((Rendering.Edit) rendering).target());
    assertThat(stage.dropped("changed", CHAT)).contains("shows all of it");
  }

  private void after(int minutes) {
    stage.clock.advance(Duration.ofMinutes(minutes));
    stage.incidents.runDue();
  }

  private List<Delivery> deliveries(String kind, ChatAddress chat) {
    return stage.notices.deliveries().stream()
        .filter(d -> d.fact().key().kind().equals(kind) && d.to().equals(chat))
        .toList();
  }

  /** How the notice is told among others. */
  private String row(String kind) {
    return text(
        stage.renderer.group(List.of(stage.notices.delivery(kind, CHAT)), new GroupPage(1, false)));
  }
}
