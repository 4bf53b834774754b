package drover.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.base.HealthCheck.State;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Transition.Kind;
import drover.session.Verdict;
import drover.testing.Agents;
import drover.testing.MemoryHistory;
import drover.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryRecorderTest {
  private final MemoryHistory history = new MemoryHistory();
  private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HistoryRecorder recorder = new HistoryRecorder(history);

  @Test
  void writesEveryKindDownInItsWord() {
    for (Kind kind : Kind.values()) {
      recorder.on(Agents.transition(kind, 1, "2026-03-02T11:42:00Z"));
    }

    assertThat(history.entries)
        .extracting(HistoryEntry::kind)
        .containsExactly(
            "appeared",
            "stalled",
            "recovered",
            "completed",
            "failed",
            "terminated",
            "late",
            "stuck-starting",
            "tokens-low",
            "tokens-used-up",
            "vanished");
    assertThat(history.entries).extracting(HistoryEntry::name).containsOnly("Constitution merge");
  }

  @Test
  void keepsTheTimeThatIsNotKnownExactly() {
    Transition completed = Agents.transition(Kind.COMPLETED, 0, "2026-03-02T11:42:00Z");

    recorder.on(Agents.between(completed, "2026-03-02T11:30:00Z", "2026-03-02T11:42:00Z"));

    HistoryEntry entry = history.entries.get(0);
    assertThat(entry.earliest()).isEqualTo("2026-03-02T11:30:00Z");
    assertThat(entry.latest()).isEqualTo("2026-03-02T11:42:00Z");
  }

  @Test
  void knowsHowLongAnAgentRan() {
    Instant end = Agents.START.plus(Duration.ofMinutes(40));

    recorder.on(
        Agents.transition(
            Kind.COMPLETED, 0, "2026-03-02T11:42:00Z", s -> s.withTimes(s.times().withEnd(end))));
    recorder.on(Agents.transition(Kind.COMPLETED, 0, "2026-03-02T11:42:00Z"));
    recorder.on(
        Agents.transition(
            Kind.COMPLETED,
            0,
            "2026-03-02T11:42:00Z",
            s -> s.withTimes(Session.Times.UNKNOWN).withTokens(Session.Tokens.UNKNOWN)));
    recorder.on(Agents.transition(Kind.COMPLETED, 0, "2026-03-02T10:00:00Z"));

    assertThat(history.entries)
        .extracting(HistoryEntry::seconds)
        .containsExactly(2_400L, 2_520L, null, null);
    assertThat(history.entries)
        .extracting(HistoryEntry::tokensUsed)
        .containsExactly(24_100L, 24_100L, null, 24_100L);
  }

  @Test
  void measuresAStallByItsOwnLife() {
    recorder.on(Agents.transition(Kind.STALLED, 1, "2026-03-02T11:33:00Z"));
    recorder.on(Agents.transition(Kind.RECOVERED, 1, "2026-03-02T11:42:00Z"));
    Transition other = Agents.transition(Kind.RECOVERED, 1, "2026-03-02T11:50:00Z", s -> s);
    Agent again =
        new Agent(
            new AgentLife(other.after().id(), "2"),
            other.after().session(),
            other.after().verdict(),
            null,
            other.latest());
    recorder.on(new Transition(Kind.RECOVERED, again, null, 1, other.earliest(), other.latest()));

    assertThat(history.entries)
        .extracting(HistoryEntry::seconds)
        .containsExactly(33 * 60L, 9 * 60L, null);
  }

  @Test
  void keepsTheErrorButNotItsTenThousandthLetter() {
    recorder.on(
        Agents.transition(
            Kind.FAILED,
            0,
            "2026-03-02T11:42:00Z",
            s -> s.withError("💥".repeat(10_000)).withName("x".repeat(10_000))));
    recorder.on(Agents.transition(Kind.FAILED, 0, "2026-03-02T11:42:00Z", s -> s.withError(" \n")));

    String error = history.entries.get(0).detail();
    assertThat(error).hasSizeBetween(3_000, 4_000).endsWith("💥");
    assertThat(history.entries.get(0).name()).hasSize(200);
    assertThat(history.entries.get(1).detail()).isNull();
  }

  @Test
  void tellsWhyAStallIsBelieved() {
    Transition reported = Agents.transition(Kind.STALLED, 1, "2026-03-02T11:42:00Z");
    Agent silent =
        Agents.agent(
            reported.after().session(), Verdict.derived(SessionStatus.STALLED, "no activity"));

    recorder.on(reported);
    recorder.on(
        new Transition(Kind.STALLED, silent, null, 2, reported.earliest(), reported.latest()));

    assertThat(history.entries)
        .extracting(HistoryEntry::detail)
        .containsExactly(null, "no activity");
  }

  @Test
  void samplesWhatIsNotOverAndHasFigures() {
    List<Agent> agents = new ArrayList<>();
    for (SessionStatus status : SessionStatus.values()) {
      agents.add(Agents.agent("id-" + status, "n", status));
    }
    agents.add(
        Agents.agent(Session.of(new SessionId("bare")), Verdict.reported(SessionStatus.WORKING)));
    agents.add(
        Agents.agent(
            Agents.session("burning", "n"),
            Verdict.derived(SessionStatus.FAILED, "token budget used up")));

    new Sampler(() -> agents, history, clock).run();

    assertThat(history.samples)
        .extracting(sample -> sample.life().session().value())
        .containsExactly("id-SPAWNING", "id-WORKING", "id-STALLED", "burning");
    assertThat(history.samples.get(1))
        .isEqualTo(
            new Sample(history.samples.get(1).life(), clock.instant(), 48, 24_100L, 50_000L));
  }

  @Test
  void writesNoSampleWhenNothingRuns() {
    new Sampler(List::of, history, clock).run();

    assertThat(history.samples).isEmpty();
  }

  @Test
  void forgetsWhatIsOlderThanWanted() {
    recorder.on(Agents.transition(Kind.FAILED, 0, "2026-02-28T11:59:00Z"));
    recorder.on(Agents.transition(Kind.FAILED, 0, "2026-02-28T12:00:00Z"));
    Retention retention = retention(Duration.ofDays(2), HistoryCap.usual());

    retention.run();
    retention.run();

    assertThat(history.entries).hasSize(1);
    assertThatThrownBy(() -> retention(Duration.ZERO, HistoryCap.usual()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysForADayThatHistoryWasCutShort() {
    for (int i = 0; i < 5; i++) {
      recorder.on(Agents.transition(Kind.FAILED, 0, clock.instant().minusSeconds(i).toString()));
    }
    Retention retention = retention(Duration.ofDays(2), new HistoryCap(3, 3, 3));
    assertThat(retention.healthCheck().check().state()).isEqualTo(State.OK);

    retention.run();

    assertThat(history.entries).hasSize(3);
    assertThat(meters.get("drover.history.cut").counter().count()).isEqualTo(2);
    assertThat(retention.healthCheck().check().state()).isEqualTo(State.DEGRADED);
    clock.advance(Duration.ofHours(25));
    assertThat(retention.healthCheck().check().state()).isEqualTo(State.OK);
  }

  private Retention retention(Duration keep, HistoryCap cap) {
    return new Retention(history, keep, cap, meters, clock);
  }
}
