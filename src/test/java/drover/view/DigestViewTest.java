package drover.view;

import static org.assertj.core.api.Assertions.assertThat;

import drover.history.HistoryEntry;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import drover.testing.Markup;
import drover.testing.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DigestViewTest {
  private static final Instant FROM = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant DUE = Instant.parse("2026-03-02T06:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Snapshots snapshots = Snapshots.of(DigestViewTest.class);

  @Test
  void looksAsStored() {
    List<Agent> agents =
        List.of(
            Agents.agent("1", "Constitution merge", SessionStatus.WORKING),
            Agents.agent(
                Agents.session("2", "Tally").withProgress(93.0),
                Verdict.reported(SessionStatus.WORKING)),
            Agents.agent(
                Session.of(new SessionId("3")).withName("Fresh"),
                Verdict.reported(SessionStatus.SPAWNING)),
            Agents.agent(
                Agents.session("4", "Quiet").withTimes(active(NOW.minusSeconds(360))),
                Verdict.derived(SessionStatus.STALLED, "no activity")),
            Agents.agent(
                Session.of(new SessionId("5")).withName("Told stalled"),
                Verdict.reported(SessionStatus.STALLED)),
            Agents.agent(
                Agents.session("6", "Hungry"),
                Verdict.derived(SessionStatus.FAILED, "token budget used up")),
            Agents.agent("7", "Done", SessionStatus.COMPLETED));
    List<HistoryEntry> ended =
        List.of(
            entry("Done", "completed", 1, null),
            entry("Done too", "completed", 2, null),
            entry("Broken <b>", "failed", 3, "Connection reset & gone"),
            entry("Stopped", "terminated", 4, null),
            entry("Noise", "stalled", 5, null));

    snapshots.check("full", DigestView.digest(facts(agents, ended, 1_240_000, null, null)));
    snapshots.check(
        "late-and-cut-off",
        DigestView.digest(
            facts(agents.subList(0, 1), List.of(), 0, DUE, "The server does not answer.")));
  }

  @Test
  void isOneLineWhenNothingHappened() {
    snapshots.check("nothing", DigestView.digest(facts(List.of(), List.of(), 0, null, null)));
  }

  @Test
  void doesNotClaimThatNothingHappenedWhileTheServerIsSilent() {
    String trouble = "The server does not answer.";

    assertThat(DigestView.digest(facts(List.of(), List.of(), 0, null, trouble)).html())
        .doesNotContain("nothing")
        .contains(trouble);
  }

  @Test
  void countsSilenceByTheClockOfTheServer() {
    Agent silent =
        Agents.agent(
            Agents.session("1", "Quiet").withTimes(active(NOW)),
            Verdict.derived(SessionStatus.STALLED, "no activity"));
    Moment moment = new Moment(NOW, Duration.ofMinutes(7), BERLIN);

    assertThat(
            DigestView.digest(
                    new DigestView.Facts(FROM, moment, List.of(silent), List.of(), 0, null, null))
                .html())
        .contains("silent 7 min");
  }

  @Test
  void marksAnAgentAsTheListDoes() {
    Agent hungry =
        Agents.agent(
            Agents.session("1", "Hungry"),
            Verdict.derived(SessionStatus.FAILED, "token budget used up"));

    assertThat(DigestView.digest(facts(List.of(hungry), List.of(), 0, null, null)).html())
        .contains(Mark.of(hungry) + " <b>Hungry</b> · out of tokens, still running");
  }

  @Test
  void saysThatSomethingWasSpentThoughNothingRuns() {
    assertThat(Markup.visible(DigestView.digest(facts(List.of(), List.of(), 7, null, null)).html()))
        .doesNotContain("nothing")
        .contains("7 tokens");
  }

  @Test
  void cutsSectionsAndCountsTheRest() {
    String hostile = "</b>\u202e<i>&".repeat(1_000);
    List<Agent> agents = new ArrayList<>();
    List<HistoryEntry> ended = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      SessionStatus status = i % 2 == 0 ? SessionStatus.WORKING : SessionStatus.STALLED;
      agents.add(Agents.agent("id-" + i, hostile, status));
      ended.add(entry(hostile, i % 2 == 0 ? "failed" : "completed", i, hostile));
    }

    String html = DigestView.digest(facts(agents, ended, Long.MAX_VALUE, DUE, hostile)).html();

    assertThat(Markup.visible(html).length()).isLessThan(4096);
    assertThat(html).contains("and 1490 more").contains("and 2990 more").contains("success 50 %");
  }

  private static DigestView.Facts facts(
      List<Agent> agents,
      List<HistoryEntry> ended,
      long tokens,
      @Nullable Instant dueAt,
      @Nullable String trouble) {
    Moment moment = new Moment(NOW, Duration.ZERO, BERLIN);
    return new DigestView.Facts(FROM, moment, agents, ended, tokens, dueAt, trouble);
  }

  private static Session.Times active(Instant at) {
    return Session.Times.UNKNOWN.withLastActivity(at);
  }

  private static HistoryEntry entry(String name, String kind, int minute, @Nullable String detail) {
    Instant time = FROM.plusSeconds(minute * 60L);
    AgentLife life = new AgentLife(new SessionId("x"), "1");
    return new HistoryEntry(life, name, kind, time, time, detail, null, null, 2_520L);
  }
}
