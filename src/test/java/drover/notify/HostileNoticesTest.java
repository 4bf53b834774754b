package drover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Knock;
import drover.access.Trouble;
import drover.access.User;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.incident.Incident;
import drover.outbox.GroupPage;
import drover.session.ServerNews;
import drover.session.Session;
import drover.session.Transition.Kind;
import drover.testing.Imposture;
import drover.view.Cut;
import drover.view.Html;
import drover.view.KnockView;
import drover.view.TroubleView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever servers and people call things: no notice lets their words pass for ours. */
class HostileNoticesTest {
  static final List<String> TEXTS = Imposture.TEXTS;

  private static final List<Kind> TOLD =
      List.of(
          Kind.APPEARED,
          Kind.STALLED,
          Kind.COMPLETED,
          Kind.FAILED,
          Kind.TERMINATED,
          Kind.LATE,
          Kind.STUCK_STARTING,
          Kind.TOKENS_LOW,
          Kind.TOKENS_USED_UP,
          Kind.VANISHED);

  @Test
  void otherPeoplesWordsBeginNoLineAndNoButton() {
    List<OutgoingMessage> notices = notices(Imposture.PLAIN);

    notices.forEach(Imposture::requireMarked);
    assertThat(notices).allMatch(notice -> notice.html().contains(Imposture.PLAIN));
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void everyNoticeLooksTheSameWhateverItNames(String text) {
    List<OutgoingMessage> plain = notices(Imposture.PLAIN);

    List<OutgoingMessage> notices = notices(text);

    for (int i = 0; i < plain.size(); i++) {
      Imposture.requireClean(notices.get(i));
      if (!Html.visible(Cut.line(text, 99)).isBlank()) {
        Imposture.requireSameShape(plain.get(i), notices.get(i));
      }
    }
  }

  private static List<OutgoingMessage> notices(String text) {
    List<OutgoingMessage> notices = new ArrayList<>();
    for (Kind kind : TOLD) {
      NoticeStage stage = new NoticeStage();
      var unused = stage.happens(kind, session -> called(session, text));
      String fact = stage.notices.deliveries().get(0).fact().key().kind();
      notices.add(stage.sent(fact, NoticeStage.CHAT));
      notices.add(
          stage.renderer.group(
              List.of(stage.notices.delivery(fact, NoticeStage.CHAT)), new GroupPage(1, false)));
    }
    NoticeStage acked = new NoticeStage();
    var unused = acked.happens(Kind.STALLED, session -> called(session, text));
    acked.tell("stalled", NoticeStage.CHAT, 5);
    Incident incident =
        acked.store.open(acked.board.snapshot().agents().get(0).life().key()).get(0);
    var acknowledged = acked.incidents.ack(incident.id(), NoticeStage.ANNA, text);
    assertThat(acknowledged.done()).isTrue();
    notices.add(acked.edit(NoticeStage.CHAT));
    NoticeStage server = new NoticeStage();
    Instant now = server.clock.instant();
    server.happens(new ServerNews.Unreachable(now, now, text));
    notices.add(server.sent("unreachable", NoticeStage.CHAT));
    for (Trouble.Kind kind : Trouble.Kind.values()) {
      notices.add(
          TroubleView.of(
              new Trouble(kind, ChatAddress.of(-5), now, text), text, ZoneOffset.UTC, true));
    }
    UserId stranger = new UserId(9);
    User user = User.unknown(stranger).called(text, null);
    notices.add(KnockView.of(new Knock(stranger, text, null, now), true));
    notices.add(KnockView.letIn(user));
    notices.add(KnockView.ignored(user, text));
    notices.add(KnockView.welcome(text));
    return notices;
  }

  private static Session called(Session session, String text) {
    return session
        .withName(text)
        .withTask(text)
        .withError(text)
        .withOutputPath(text)
        .withPriority(text);
  }
}
