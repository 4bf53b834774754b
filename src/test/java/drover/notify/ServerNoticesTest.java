package drover.notify;

import static drover.notify.NoticeStage.CHAT;
import static drover.notify.NoticeStage.GROUP;
import static drover.notify.NoticeStage.NOON;
import static drover.notify.NoticeStage.labels;
import static drover.notify.NoticeStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.incident.Incident;
import drover.outbox.Rendering;
import drover.session.AgentLife;
import drover.session.ServerNews;
import drover.session.SessionId;
import drover.session.Transition.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to the server as a whole, as it is told. */
class ServerNoticesTest {
  private static final Instant SINCE = Instant.parse(NOON);
  private static final Instant NOTICED = SINCE.plusSeconds(30);
  private static final Instant BACK = SINCE.plus(Duration.ofMinutes(12));

  private final NoticeStage stage = new NoticeStage();

  @Test
  void tellsAnOutageOnceToEveryChatWhateverItsLevel() {
    unreachable();
    unreachable();

    assertThat(stage.notices.deliveries()).hasSize(2);
    OutgoingMessage told = stage.sent("unreachable", GROUP);
    assertThat(text(told))
        .contains("Server unreachable", "since 12:00", "connect refused <http://x>");
    assertThat(labels(told)).isEmpty();
  }

  @Test
  void editsItOnReturnWithWhatHappenedMeanwhile() {
    unreachable();
    stage.tell("unreachable", CHAT, 5);
    stage.clock.advance(Duration.ofMinutes(12));
    stage.happens(new ServerNews.Back(BACK, SINCE));
    String first = text(stage.edit(CHAT));

    ended("completed", 3);
    ended("completed", 5);
    ended("failed", 12);
    ended("completed", -3);
    stage.clock.advance(Duration.ofSeconds(20));
    stage.incidents.runDue();
    Rendering.Edit edit = stage.edited(CHAT);

    assertThat(first).contains("Server back", "after 12 min").doesNotContain("meanwhile");
    assertThat(edit.target().message()).isEqualTo(5);
    assertThat(labels(edit.message())).containsExactly("Missed");
    assertThat(text(edit.message()))
        .contains("Server back", "after 12 min", "from 12:00 to 12:12")
        .contains("meanwhile 2 completed, 1 failed");
    assertThat(stage.notices.kinds(GROUP)).containsExactly(unreachableKind());
  }

  @Test
  void saysAnewThatTheServerIsBackWhereTheOutageWasDeleted() {
    unreachable();
    stage.tell("unreachable", CHAT, 5);
    stage.tell("unreachable", GROUP, 6);
    stage.clock.advance(Duration.ofMinutes(12));
    stage.happens(new ServerNews.Back(BACK, SINCE));
    Rendering.Edit edit = stage.edited(CHAT);
    assertThat(edit.elseSend()).isTrue();

    stage.renderer.gone(stage.notices.delivery("changed", CHAT), edit.target());
    assertThat(text(stage.sent("changed", CHAT))).contains("Server back", "after 12 min");
    stage.tell("changed", CHAT, 7);
    assertThat(stage.dropped("changed", CHAT)).contains("shows all of it already");

    stage.clock.advance(Duration.ofSeconds(20));
    stage.incidents.runDue();
    assertThat(stage.edited(CHAT).target().message()).isEqualTo(7);
    assertThat(stage.edited(GROUP).target().message()).isEqualTo(6);
  }

  @Test
  void aDeletedNoticeOfAnAgentIsForgottenAndNotSaidAnew() {
    Incident stall = stage.stallToldInBoth();
    stage.happens(Kind.RECOVERED);
    Rendering.Edit edit = stage.edited(CHAT);
    assertThat(edit.elseSend()).isFalse();

    stage.renderer.gone(stage.notices.delivery("changed", CHAT), edit.target());

    assertThat(stage.dropped("changed", CHAT)).contains("not told here");
    assertThat(stage.store.messages(stall.id()))
        .extracting(shown -> shown.message().message())
        .containsExactly(6L);
  }

  @Test
  void saysInOneMessageThatAnOutageToldLateIsOver() {
    unreachable();
    stage.clock.advance(Duration.ofMinutes(12));
    stage.happens(new ServerNews.Back(BACK, SINCE));

    assertThat(text(stage.sent("unreachable", CHAT))).contains("Server back", "after 12 min");
    stage.tell("unreachable", CHAT, 5);

    assertThat(stage.notices.kinds(CHAT)).containsExactly(unreachableKind());
  }

  @Test
  void aSecondOutageIsToldAnew() {
    unreachable();
    stage.tell("unreachable", CHAT, 5);
    stage.happens(new ServerNews.Back(BACK, SINCE));

    stage.happens(new ServerNews.Unreachable(BACK.plusSeconds(90), BACK.plusSeconds(60), "again"));

    assertThat(text(stage.sent("unreachable", CHAT))).contains("Server unreachable", "again");
  }

  @Test
  void aRestartIsOneNoticeAndEndsTheStallsOfFormerAgents() {
    Incident stall = stage.stallToldInBoth();

    stage.happens(new ServerNews.Restarted(stage.clock.instant(), 7, 3));

    OutgoingMessage told = stage.sent("restarted", GROUP);
    assertThat(text(told)).contains("Server restarted", "7 agents gone, 3 there now");
    assertThat(labels(told)).containsExactly("Agents");
    assertThat(text(stage.edited(CHAT).message())).contains("the server was restarted");
    assertThat(stage.store.find(stall.id()).orElseThrow().isOpen()).isFalse();
    stage.happens(Kind.RECOVERED);
    assertThat(stage.incidents.find(stall.id()).orElseThrow().closing())
        .isEqualTo(Incident.Closing.of(stage.clock.instant(), Incident.Closing.SERVER_RESTARTED));
  }

  @Test
  void saysTheLeastPlainlyWhenNothingElseWorks() {
    for (ServerNews news :
        List.of(
            new ServerNews.Unreachable(NOTICED, SINCE, "gone"),
            new ServerNews.Back(BACK, SINCE),
            new ServerNews.Restarted(BACK, 1, 0))) {
      stage.serverNotifier.plain(news);
    }

    assertThat(text(stage.sent("unreachable", CHAT))).contains("Server unreachable", "gone");
    assertThat(text(stage.sent("back", CHAT))).contains("Server back", "after 12 min");
    assertThat(text(stage.sent("restarted", CHAT))).contains("1 agent gone, 0 there now");
  }

  private void unreachable() {
    stage.happens(new ServerNews.Unreachable(NOTICED, SINCE, "connect refused <http://x>"));
  }

  private static String unreachableKind() {
    return "unreachable " + SINCE.getEpochSecond();
  }

  /** So many minutes after the outage began. */
  private void ended(String kind, int minutes) {
    Instant at = SINCE.plus(Duration.ofMinutes(minutes));
    AgentLife life = new AgentLife(new SessionId(kind + minutes), "1");
    stage.history.append(new HistoryEntry(life, "n", kind, at, at, null, null, null, null));
  }
}
