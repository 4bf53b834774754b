package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.base.Redactor;
import drover.chat.ChatKind;
import drover.chat.Incoming;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.session.AgentLife;
import drover.session.LogEntry;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionMetrics;
import drover.session.SessionPlan;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import drover.testing.Imposture;
import drover.view.CreateView;
import drover.view.LookedUp;
import drover.view.SpawnView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever servers and people call things: no page lets their words pass for ours. */
class HostileTextTest {
  static final List<String> TEXTS = Imposture.TEXTS;

  private static final Instant BEFORE = Instant.parse("2026-03-02T11:40:00Z");
  private static final AtomicLong UPDATES = new AtomicLong();

  @Test
  void otherPeoplesWordsBeginNoLineAndNoButton() {
    List<OutgoingMessage> pages = pages(Imposture.PLAIN);

    pages.forEach(Imposture::requireMarked);
    assertThat(pages).hasSizeGreaterThan(25);
    assertThat(pages).filteredOn(p -> p.html().contains(Imposture.PLAIN)).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void everyPageLooksTheSameWhateverItNames(String text) {
    List<OutgoingMessage> plain = pages(Imposture.PLAIN);

    List<OutgoingMessage> pages = pages(text);

    assertThat(pages).hasSameSizeAs(plain);
    for (int i = 0; i < pages.size(); i++) {
      Imposture.requireClean(pages.get(i));
      Imposture.requireSameShape(plain.get(i), pages.get(i));
    }
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void wordsOverAButtonAreCleanToo(String text) {
    DeskAnswers answers = new DeskAnswers();

    new Messenger(answers, new Stage().mint, new Redactor(List.of())).answerPress("p", text);

    answers
        .toasts()
        .forEach(
            toast -> Imposture.requireClean(OutgoingMessage.of(toast.replaceAll("[<>&]", ""))));
  }

  /** All that is said when everything that can be named is called so. */
  private static List<OutgoingMessage> pages(String text) {
    Stage stage = new Stage();
    stage.board.put(Agents.agent(session("aaaa-1", text), Verdict.reported(SessionStatus.WORKING)));
    stage.board.put(
        Agents.agent(
            session("bbbb-2", text)
                .withStatus("failed")
                .withFamily(new Session.Family(new SessionId("aaaa-1"), List.of())),
            Verdict.reported(SessionStatus.FAILED)));
    stage.board.put(
        Agents.agent(session("cccc-3", text), Verdict.derived(SessionStatus.STALLED, "silent")));
    stage.gateway.logLine(new LogEntry(Agents.START, "error", text, Map.of("k", text)));
    stage.gateway.logLine(new LogEntry(null, "info", text, Map.of()));
    stage.gateway.metrics(
        new SessionMetrics(
            new SessionMetrics.TokenUse(5L, 10L, 50.0, 1.0),
            new SessionMetrics.Timing(null, null, null, null),
            new SessionMetrics.Work(50.0, 1, 2, text),
            new SessionMetrics.Performance(null, null, null)));
    past(stage, "gone-1", text);
    past(stage, "gone-2", text);
    for (String typed :
        List.of(
            "/start",
            "/whoami",
            "/agents",
            "/agents name:zzz",
            "/agent id:aaaa-1",
            "/agent id:bbbb-2",
            "/agent id:aaaa-1 show:prompt",
            "/logs id:aaaa-1",
            "/logs id:aaaa-1 " + text.replaceAll("\\s", ""),
            "/metrics id:aaaa-1",
            "/history",
            "/history id:aaaa-1",
            "/missed",
            "/digest now",
            "/respawn id:bbbb-2",
            "/respawn id:cccc-3",
            "/kill id:bbbb-2",
            "/zone Nowhere/" + text.replaceAll("\\s", ""),
            "/subscribe name:x",
            "/subscriptions",
            "/settings",
            "/users",
            "/audit",
            "/grant Nobody" + text.replaceAll("\\s", "") + " viewer",
            "/spawn N" + oneLine(text) + " | T" + oneLine(text) + " | P" + oneLine(text))) {
      type(stage, text, typed);
    }
    press(stage, text, "Create");
    stage.gateway.failWith(new SessionApiException.Refused("CODE", text));
    type(stage, text, "/spawn N" + oneLine(text) + " | T | P");
    press(stage, text, "Create");
    stage.gateway.failWith(null);
    kill(stage, text);
    killAll(stage, text);
    stage.gateway.failWith(new SessionApiException.Refused("CODE", text));
    type(stage, text, "/logs id:aaaa-1");
    List<OutgoingMessage> all = new ArrayList<>(stage.answers.told());
    all.addAll(spawn(text));
    return all;
  }

  private static List<OutgoingMessage> spawn(String text) {
    SessionPlan plan =
        new SessionPlan(text, text, text, text, 5L, null, text, new SessionId("aaaa-1"));
    SpawnView.Page page = new SpawnView.Page(1, 1, Stage.ADMIN, plan, text, false);
    CreateView.Told told = new CreateView.Told(1, Stage.ADMIN, text, text, false);
    AgentLife life = new AgentLife(new SessionId("dddd-4"), "1");
    List<OutgoingMessage> pages = new ArrayList<>();
    for (SessionPlan.Part part : SessionPlan.Part.ALL) {
      pages.add(SpawnView.question(page, part, false, "I know no agent “" + text + "”."));
      pages.add(SpawnView.noted(page, part));
      pages.add(SpawnView.unreadable(part, "I know no agent “" + text + "”."));
    }
    pages.add(SpawnView.preview(page, null));
    pages.add(SpawnView.timedOut(page, Duration.ofMinutes(15)));
    pages.add(CreateView.asked(told));
    pages.add(CreateView.waiting(told, Duration.ofMinutes(1)));
    pages.add(CreateView.created(told, life, true));
    pages.add(CreateView.notDone(told, "The server said no (CODE): " + text, null));
    pages.add(CreateView.unknown(told, new LookedUp(life, text, null)));
    pages.add(CreateView.unknown(told, new LookedUp(null, null, text)));
    pages.add(CreateView.doneBefore(told, new SessionId("dddd-4")));
    return pages;
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\s|]", "");
  }

  private static void kill(Stage stage, String text) {
    type(stage, text, "/kill id:aaaa-1 -- R" + text.replace('\n', ' '));
    press(stage, text, "Yes, kill");
    stage.watchAfter(Duration.ofSeconds(30));
    type(stage, text, "/kill id:aaaa-1");
    press(stage, text, "Yes, kill");
  }

  private static void killAll(Stage stage, String text) {
    type(stage, text, "/killall all -- R" + text.replace('\n', ' '));
    stage.gateway.failWith(new SessionApiException.Refused("CODE", text));
    press(stage, text, "Yes, kill all 2");
    stage.watchAfter(Duration.ofSeconds(30));
    stage.gateway.failWith(null);
  }

  private static Session session(String id, String text) {
    return Agents.session(id, text)
        .withTask(text)
        .withPrompt(text)
        .withError(text)
        .withOutputPath(text)
        .withPriority(text)
        .withOrigin(new Session.Origin(text, text, text, text, text));
  }

  private static void past(Stage stage, String id, String text) {
    stage.history.append(
        new HistoryEntry(
            new AgentLife(new SessionId(id), "1"),
            text,
            "failed",
            BEFORE,
            BEFORE,
            text,
            text,
            null,
            null));
  }

  private static void type(Stage stage, String name, String typed) {
    receive(stage, Incoming.Kind.TYPED, name, typed, null);
  }

  private static void press(Stage stage, String name, String label) {
    String token = DeskAnswers.token(stage.answers.last(), label);
    receive(stage, Incoming.Kind.PRESSED, name, token, stage.answers.lastRef().message());
  }

  private static void receive(
      Stage stage, Incoming.Kind kind, String name, String text, @Nullable Long message) {
    long update = UPDATES.incrementAndGet();
    stage.receive(
        new Incoming(
            update,
            kind,
            Stage.PRIVATE,
            ChatKind.PRIVATE,
            new Incoming.Sender(Stage.ADMIN, name, null, false),
            text,
            kind == Incoming.Kind.PRESSED ? "press" + update : null,
            message,
            stage.clock.instant(),
            true));
  }
}
