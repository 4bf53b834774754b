package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.base.HealthCheck;
import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.LogEntry;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionMetrics;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.subscription.Level;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import drover.testing.Markup;
import drover.testing.Snapshots;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final Stage stage = new Stage();
  private final Snapshots snapshots = Snapshots.of(PagesTest.class);

  @Test
  void theListShowsWhatNeedsAPersonFirst() {
    agents();
    stage.board.put(hungry());

    snapshots.check("list", stage.type("/agents"));
  }

  @Test
  void theListFiltersByButtonAndPages() {
    for (int i = 1; i <= 20; i++) {
      stage.board.put(Agents.agent("w" + (100 + i), "Worker " + i, SessionStatus.WORKING));
    }
    stage.type("/agents worker");
    stage.press("Next ▶");
    assertThat(stage.html()).contains("page 2 of 3").contains("9. 🟢");

    stage.press("• All 20");
    assertThat(stage.html()).contains("page 1 of 3");
    stage.press("Stalled 0");

    assertThat(stage.html()).contains("No agent matches");
  }

  @Test
  void numbersAreThoseOfTheListThatWasTapped() {
    for (int i = 1; i <= 6; i++) {
      stage.board.put(Agents.agent("w" + (100 + i), "Worker " + i, SessionStatus.WORKING));
    }
    stage.board.put(Agents.agent("s201", "Sleeper", SessionStatus.STALLED));
    stage.type("/agents");
    stage.press("Stalled 1");
    assertThat(stage.type("/agent 1").html()).contains("Sleeper");

    assertThat(stage.type("/kill 5").html()).contains("no row 5");
  }

  @Test
  void theChosenButtonShowsTheStatusAndNothingElseDoes() {
    agents();

    stage.type("/agents status:failed");
    assertThat(stage.html()).contains("Broken").doesNotContain("🔎");
    stage.type("/agents status:failed brok");
    assertThat(stage.html()).contains("🔎 brok\n").doesNotContain("status:");
    stage.type("/agents status:spawning");

    assertThat(stage.html()).contains("🔎 status:spawning");
  }

  @Test
  void backLeadsToTheListAsItWas() {
    for (int i = 1; i <= 20; i++) {
      stage.board.put(Agents.agent("w" + (100 + i), "Worker " + i, SessionStatus.WORKING));
    }
    stage.type("/agents worker");
    stage.press("Next ▶");
    stage.press(label("9 🟢"));

    stage.press("Back");

    assertThat(stage.html()).contains("page 2 of 3").contains("🔎 worker");
  }

  @Test
  void aNumberMeansTheRowThatWasSeen() {
    agents();
    stage.type("/agents");

    stage.type("/agent 2");

    assertThat(stage.html()).contains("Silent one");
  }

  @Test
  void aNumberWithoutAListIsExplained() {
    stage.type("/agent 2");

    assertThat(stage.html()).contains("no row 2");
  }

  @Test
  void anEmptyListSaysSo() {
    snapshots.check("empty-list", stage.type("/agents"));
  }

  @Test
  void theListOfADeadServerShowsItsAge() {
    agents();
    stage.board.failWith(new SessionApiException.Unavailable("down", null));
    stage.clock.advance(Duration.ofMinutes(6));

    stage.type("/agents");
    assertThat(stage.html()).contains("does not answer").contains("6 min ago");
    stage.type("/agent Builder");

    assertThat(stage.html()).contains("Builder").contains("does not answer");
  }

  @Test
  void tenThousandAgentsAreOnePage() {
    for (int i = 0; i < 10_000; i++) {
      stage.board.put(Agents.agent("id" + i, "Agent " + i, SessionStatus.WORKING));
    }

    stage.type("/agents status:working");

    assertThat(stage.html()).contains("10000").contains("page 1 of 1250");
    assertThat(stage.answers.last().keyboard().stream().mapToInt(List::size).sum()).isLessThan(20);
  }

  @Test
  void theCardTellsWhatMatters() {
    agents();

    snapshots.check("card", stage.type("/agent Builder"));
  }

  @Test
  void theCardSaysWhatIsDerivedAndWhy() {
    stage.board.put(hungry());

    snapshots.check("card-out-of-tokens", stage.type("/agent Hungry"));
  }

  @Test
  void thePromptIsBehindAButton() {
    stage.board.put(
        Agents.agent(
            Agents.session("a1b2", "Builder").withPrompt("Do <this>"),
            Verdict.reported(SessionStatus.WORKING)));
    stage.type("/agent Builder");

    stage.press("Prompt");

    snapshots.check("prompt", stage.answers.last());
  }

  @Test
  void promptsAndOutputPathsAreForThoseWhoOrderWork() {
    stage.board.put(
        Agents.agent(
            Agents.session("a1b2", "Builder").withPrompt("Do it").withOutputPath("/secret/out.md"),
            Verdict.reported(SessionStatus.WORKING)));
    stage.type(Stage.OPERATOR, Stage.GROUP, "/agent Builder");
    OutgoingMessage operators = stage.answers.last();
    stage.press(Stage.VIEWER, "Prompt");
    List<String> said = stage.answers.toasts();
    OutgoingMessage after = stage.answers.last();
    stage.press(Stage.VIEWER, "Refresh");
    OutgoingMessage viewers = stage.answers.last();
    stage.type(Stage.VIEWER, Stage.GROUP, "/agent Builder show:prompt");

    assertThat(operators.html()).contains("/secret/out.md");
    assertThat(said).last().asString().contains("Only operators can read prompts");
    assertThat(after).isEqualTo(operators);
    assertThat(viewers.html()).contains("Merge the drafts").doesNotContain("/secret", "Do it");
    assertThat(viewers.keyboard().toString()).doesNotContain("Prompt");
    assertThat(stage.html()).contains("Only operators can read prompts");
  }

  @Test
  void hostileNamesNeverBreakAPage() {
    String hostile = "<b>&\"".repeat(2_500);
    for (int i = 0; i < 12; i++) {
      stage.board.put(
          Agents.agent(
              Agents.session("<&>" + i, hostile + i)
                  .withTask(hostile)
                  .withPrompt(hostile)
                  .withError(hostile)
                  .withOutputPath(hostile)
                  .withPriority(hostile),
              Verdict.derived(SessionStatus.WORKING, hostile)));
      stage.gateway.logLine(new LogEntry(Agents.START, "error", hostile, Map.of("k", hostile)));
    }

    for (String typed :
        List.of(
            "/agents",
            "/agent 1",
            "/kill 1 -- " + hostile,
            "/logs 1",
            "/history 1",
            "/agent <b>&\"<",
            "/agent " + hostile,
            "/agents " + hostile,
            "/zone " + hostile,
            "/" + hostile)) {
      OutgoingMessage message = stage.type(typed);
      assertThat(Markup.visible(message.html())).as(typed).hasSizeLessThanOrEqualTo(4096);
      assertThat(message.html().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(32_768);
    }
    stage.type("/agents");
    stage.type("/agent 1");
    stage.press("Prompt");
    assertThat(Markup.visible(stage.html())).hasSizeLessThanOrEqualTo(4096);
  }

  @Test
  void noSecretIsShownNotEvenOnAButton() {
    stage.board.put(
        Agents.agent(
            Agents.session("leak-1", "uses top-secret-key")
                .withTask("with ghp_Zq9wX7Zq9wX7Zq9wX7Zq9wX7"),
            Verdict.reported(SessionStatus.WORKING)));

    OutgoingMessage list = stage.type("/agents");
    OutgoingMessage card = stage.press(label("1 "));

    assertThat(list.toString() + card).contains("***").doesNotContain("top-secret-key", "Zq9wX7");
  }

  @Test
  void logPagesStayWhereTheyAreWhileLinesComeIn() {
    agents();
    lines(1, 40);
    stage.type("/logs Builder 10");
    assertThat(stage.html()).contains("lines 31–40 of 40").contains("line 31").contains("line 40");

    lines(41, 60);
    stage.press("Older");
    assertThat(stage.html()).contains("lines 21–30 of 60").doesNotContain("line 31");
    lines(61, 200);
    stage.press("Older");
    assertThat(stage.html()).contains("lines 11–20 of 200");
    stage.press("Newer");

    assertThat(stage.html()).contains("lines 21–30 of 200").contains("line 21");
  }

  @Test
  void logsWithoutATotalAreStillPaged() {
    agents();
    lines(1, 30);
    stage.gateway.stopCounting();
    stage.type("/logs Builder 10");

    stage.press("Older");

    assertThat(stage.html()).contains("line 11").contains("line 20").doesNotContain("line 21");
  }

  @Test
  void levelsAreButtons() {
    agents();
    lines(1, 3);
    stage.gateway.logLine(new LogEntry(Agents.START, "error", "boom", Map.of("at", "x")));

    snapshots.check("logs", stage.type("/logs Builder"));
    stage.press("Error");

    assertThat(stage.html()).contains("boom").doesNotContain("line 1");
  }

  @Test
  void logLinesOfAnotherDaySayWhich() {
    agents();
    Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
    for (int second : List.of(-90_000, -2, -1, 1)) {
      stage.gateway.logLine(new LogEntry(midnight.plusSeconds(second), "info", "line", Map.of()));
    }

    assertThat(Markup.visible(stage.type("/logs Builder").html()))
        .contains(
            "28 Feb 23:00:00 line\n1 Mar 23:59:58 line\n23:59:59 line\n2 Mar 00:00:01 line\n");
  }

  @Test
  void theWholeLogComesAsAFile() {
    agents();
    lines(1, 1500);
    stage.type("/logs Builder");

    stage.press("As file");

    OutgoingMessage.Attachment file = Objects.requireNonNull(stage.answers.last().attachment());
    List<String> lines = new String(file.bytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1500);
    assertThat(lines.get(0)).isEqualTo("2026-03-02 11:00:00 INFO  line 1");
    assertThat(file.fileName()).isEqualTo("Builder-log.txt");
    assertThat(stage.html()).contains("1500 lines");
  }

  @Test
  void metricsComeInFourGroupsWithUnits() {
    agents();
    stage.gateway.metrics(
        new SessionMetrics(
            new SessionMetrics.TokenUse(15_420L, 50_000L, 30.84, 245.2),
            new SessionMetrics.Timing(
                Agents.START,
                Duration.ofMinutes(12),
                Duration.ofMinutes(75),
                Instant.parse("2026-03-02T11:48:00Z")),
            new SessionMetrics.Work(65.0, 7, 12, "Merging"),
            new SessionMetrics.Performance(245.7, 12.3, 156L)));

    snapshots.check("metrics", stage.type("/metrics Builder"));
    snapshots.check("metrics-ended", stage.type("/metrics Finished"));
  }

  @Test
  void wordsThatAreNoLevelAreNamedAndNotIgnored() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));

    assertThat(stage.type("/logs Builder warnig").html()).contains("“warnig” is no level");
    assertThat(stage.type("/logs Builder Warning").html()).contains("Builder</b> · warn");
    assertThat(stage.type("/logs Builder err").html()).contains("Builder</b> · error");
    assertThat(stage.type("/logs Builder 51").html()).contains("50 lines at most; As file has all");
    assertThat(stage.type("/logs Builder 50").html()).doesNotContain("at most");
  }

  @Test
  void levelAndSpanSurviveAMisspeltName() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
    stage.type("/logs Bilder warn");
    assertThat(stage.press("🟢 Builder a1b2c3d4").html()).contains("Builder</b> · warn");

    stage.type("/history Bilder 30d");

    assertThat(stage.press("🟢 Builder a1b2c3d4").html()).contains("last 30d");
  }

  @Test
  void historyKnowsAgentsThatTheServerListsNoMore() {
    past("gone-1", "Night watch", "2026-03-01T10:00:00Z");
    past("gone-2", "Night shift", "2026-03-02T10:00:00Z");

    assertThat(stage.type("/history night watch").html()).contains("of <b>Night watch</b>");
    assertThat(stage.type("/history GONE-2").html()).contains("of <b>Night shift</b>");
    assertThat(stage.type("/history day").html()).contains("I know no agent");
    assertThat(stage.type("/history night 30d").html()).contains("I remember 2 agents");
    assertThat(stage.press("“Night watch” gone-1").html()).contains("Night watch").contains("30d");
  }

  private void past(String id, String name, String at) {
    stage.history.append(
        new HistoryEntry(
            new AgentLife(new SessionId(id), "1"),
            name,
            "completed",
            Instant.parse(at),
            Instant.parse(at),
            null,
            null,
            null,
            null));
  }

  @Test
  void historyIsReadFromOurOwnRecords() {
    AgentLife life = new AgentLife(new SessionId("gone-1"), "1");
    Instant at = Instant.parse("2026-03-02T11:42:00Z");
    stage.history.append(
        new HistoryEntry(life, "Gone", "failed", at, at, "Token <limit>", null, 5L, 90L));
    stage.history.append(
        new HistoryEntry(life, "Gone", "stalled", at.minusSeconds(720), at, null, null, 5L, null));

    snapshots.check("history", stage.type("/history"));
    stage.type("/history id:gone-1 1d");

    assertThat(stage.html()).contains("History</b> of <b>Gone</b> · last 1d");
  }

  @Test
  void helpNamesOnlyWhatOneMayDo() {
    stage.type(Stage.VIEWER, ChatAddress.of(3), "/help");
    assertThat(stage.html()).doesNotContain("/kill").doesNotContain("/health").contains("/logs");

    stage.type(Stage.VIEWER, Stage.GROUP, "/help");
    assertThat(stage.html()).doesNotContain("/subscribe");

    snapshots.check("help", stage.type("/help"));
  }

  @Test
  void whoamiTellsTheIdsToTapOn() {
    snapshots.check("whoami", stage.type("/whoami"));
  }

  @Test
  void startRevivesTheChatAndSubscribesWithATap() {
    assertThat(stage.chats.disable(1, "blocked")).isTrue();
    snapshots.check("start", stage.type("/start"));
    assertThat(stage.chats.isDisabled(1)).isFalse();

    stage.press("Subscribe");
    snapshots.check("subscribed", stage.answers.last());
    assertThat(stage.subscriptions.of(Stage.PRIVATE)).isNotEmpty();
    stage.press("Problems");
    assertThat(stage.subscriptions.of(Stage.PRIVATE).get(0).level()).isEqualTo(Level.PROBLEMS);
    snapshots.check("subscriptions", stage.type("/subscriptions"));
    stage.press("Remove 1");

    assertThat(stage.subscriptions.of(Stage.PRIVATE)).isEmpty();
    snapshots.check("subscriptions-none", stage.type("/subscriptions"));
  }

  @Test
  void aGroupsNoticesAreAnOperatorsAffair() {
    stage.type(Stage.VIEWER, Stage.GROUP, "/subscribe");
    assertThat(stage.html()).contains("needs the role <b>operator</b> in a group");

    stage.type(Stage.OPERATOR, Stage.GROUP, "/subscribe everything");
    assertThat(stage.subscriptions.of(Stage.GROUP)).isNotEmpty();
    stage.type(Stage.OPERATOR, Stage.GROUP, "/unsubscribe");

    assertThat(stage.subscriptions.of(Stage.GROUP)).isEmpty();
  }

  @Test
  void zonesAreForgiving() {
    snapshots.check("zone", stage.type("/zone berlin"));
    assertThat(stage.html()).contains("Europe/Berlin").contains("13:00");
    stage.type("/zone america/new york");
    assertThat(stage.html()).contains("America/New_York");
    snapshots.check("zone-near", stage.type("/zone Europe/Berln"));
    assertThat(DeskAnswers.token(stage.answers.last(), "Europe/Berlin")).isNotEmpty();
    stage.type("/zone CEST+1");

    assertThat(stage.html()).contains("I know no zone");
  }

  @Test
  void theDigestFollowsTheZone() {
    snapshots.check("digest", stage.type("/digest 09:00"));
    assertThat(stage.html()).contains("09:00").contains("UTC");
    stage.type("/zone Europe/Berlin");
    assertThat(stage.plans.of(Stage.PRIVATE).orElseThrow().nextDue())
        .isEqualTo("2026-03-03T08:00:00Z");
    snapshots.check("digest-refused", stage.type("/digest sometimes"));
    stage.type("/digest now");
    assertThat(stage.html()).contains("<b>Digest</b>");

    snapshots.check("digest-off", stage.type("/digest off"));
  }

  @Test
  void healthSaysWhatToDo() {
    stage.health.add(check("stream", HealthCheck.Health.ok("connected")));
    stage.health.add(check("queue", HealthCheck.Health.degraded("9 waiting", "Wait.")));
    assertThat(stage.type("/health").html()).startsWith("🟡 <b>1 thing to look at</b>");
    stage.health.add(check("database", HealthCheck.Health.down("disk full", "Make room.")));

    snapshots.check("health", stage.type("/health"));
  }

  private void agents() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
    stage.board.put(Agents.agent("b1b2c3d4-1", "Silent one", SessionStatus.STALLED));
    stage.board.put(ended("c1b2c3d4-1", "Broken", SessionStatus.FAILED));
    stage.board.put(ended("d1b2c3d4-1", "Finished", SessionStatus.COMPLETED));
  }

  /** Twelve minutes ago. */
  private static Agent ended(String id, String name, SessionStatus status) {
    Instant end = Instant.parse("2026-03-02T11:48:00Z");
    Session session = Agents.session(id, name).withStatus(status.word());
    return Agents.agent(session.withTimes(session.times().withEnd(end)), Verdict.reported(status));
  }

  private static Agent hungry() {
    return Agents.agent(
        Agents.session("e1b2c3d4-1", "Hungry").withTokens(new Session.Tokens(49_000L, 50_000L)),
        Verdict.derived(SessionStatus.FAILED, "token budget used up"));
  }

  private void lines(int from, int to) {
    for (int i = from; i <= to; i++) {
      stage.gateway.logLine(new LogEntry(Agents.START, "info", "line " + i, Map.of()));
    }
  }

  private String label(String start) {
    return stage.answers.last().keyboard().stream()
        .flatMap(List::stream)
        .map(Button::label)
        .filter(label -> label.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static HealthCheck check(String name, HealthCheck.Health health) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Health check() {
        return health;
      }
    };
  }
}
