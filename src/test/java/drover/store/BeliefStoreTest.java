package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.monitor.Belief;
import drover.monitor.BeliefStore;
import drover.monitor.StallPatience;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Progress;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BeliefStoreTest {
  private final OpenStores open = OpenStores.inMemory();
  private final BeliefStore beliefs = open.stores.beliefs();

  @TempDir Path directory;

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void returnsABeliefWithEveryFieldAsItWasSaved() {
    Belief full = belief(full("s"), new Progress(48, true));

    beliefs.save(full);

    assertThat(beliefs.all()).containsExactly(full);
  }

  @Test
  void returnsABeliefOfWhichOnlyTheIdIsKnown() {
    Agent bare =
        new Agent(
            new AgentLife(new SessionId("s"), ""),
            Session.of(new SessionId("s")),
            Verdict.derived(SessionStatus.STALLED, ""),
            null,
            NOON);
    Belief belief = new Belief(bare, NOON, Belief.Stalls.NONE, Belief.Warned.NONE, null, null);

    beliefs.save(belief);

    assertThat(beliefs.all()).containsExactly(belief);
  }

  @Test
  void keepsProgressThatIsNoNumber() {
    for (double odd : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -1, 1e300}) {
      Belief belief = belief(full("s").withProgress(odd), null);

      beliefs.save(belief);

      assertThat(beliefs.all()).containsExactly(belief);
    }
  }

  @Test
  void keepsOneForEachSession() {
    beliefs.save(belief(full("s"), null));
    Belief newer = belief(full("s").withName("new"), null);

    beliefs.save(List.of(newer, belief(full("t"), null)));
    beliefs.save(List.of());

    assertThat(beliefs.all()).hasSize(2).contains(newer);
    beliefs.remove(new SessionId("t"));
    beliefs.remove(new SessionId("t"));
    assertThat(beliefs.all()).containsExactly(newer);
  }

  @Test
  void theNewestOfOneSessionInAListStays() {
    Belief newer = belief(full("s").withName("new"), null);

    beliefs.save(List.of(belief(full("s"), null), newer));

    assertThat(beliefs.all()).containsExactly(newer);
  }

  @Test
  void notesWhenTheBoardWasLearnedAndSeen() {
    assertThat(beliefs.learnedAt()).isEmpty();
    assertThat(beliefs.lastSeenAt()).isEmpty();

    beliefs.markLearned(NOON);
    beliefs.markSeen(NOON);
    beliefs.markSeen(noonPlus(60));

    assertThat(beliefs.learnedAt()).contains(NOON);
    assertThat(beliefs.lastSeenAt()).contains(noonPlus(60));
  }

  @Test
  void notesThatTheServerIsAwayUntilItIsBack() {
    assertThat(beliefs.awaySince()).isEmpty();

    beliefs.markAway(NOON);
    assertThat(beliefs.awaySince()).contains(NOON);
    beliefs.markAway(null);

    assertThat(beliefs.awaySince()).isEmpty();
  }

  @Test
  void keepsHowLongAgentsOfANameMayBeSilent() {
    StallPatience patience = open.stores.stallPatience();
    assertThat(patience.factors()).isEmpty();

    patience.save("Merge", 2);
    patience.save("Merge", 4);
    patience.save("merge", 2);

    assertThat(patience.factors()).containsOnly(Map.entry("Merge", 4), Map.entry("merge", 2));
  }

  /** It takes well under two seconds; the limit is for a machine that is busy. */
  @Test
  @Timeout(60)
  void savesAndLoadsTenThousandFromAFile() {
    List<Belief> many = new ArrayList<>();
    for (int i = 10_000; i < 20_000; i++) {
      many.add(belief(full("session-" + i), new Progress(i % 100, false)));
    }
    try (OpenStores file = OpenStores.inFile(directory)) {
      file.stores.beliefs().save(many);
      file.stores.beliefs().save(many);
    }
    try (OpenStores file = OpenStores.inFile(directory)) {
      assertThat(file.stores.beliefs().all()).isEqualTo(many);
    }
  }

  static Belief belief(Session session, @org.jspecify.annotations.Nullable Progress progress) {
    Agent agent =
        new Agent(
            new AgentLife(session.id(), "r1"),
            session,
            Verdict.reported(SessionStatus.WORKING),
            progress,
            NOON);
    Belief.Stalls stalls = new Belief.Stalls(2, noonPlus(1), noonPlus(2), noonPlus(4));
    Belief.Warned warned = new Belief.Warned(90, true, true);
    return new Belief(agent, noonPlus(5), stalls, warned, noonPlus(3), noonPlus(6));
  }

  static Session full(String id) {
    return Session.of(new SessionId(id))
        .withName("Merge")
        .withStatus("working")
        .withTask("line\nline")
        .withProgress(48.5)
        .withTokens(new Session.Tokens(Long.MAX_VALUE, 50_000L))
        .withTimes(
            new Session.Times(
                NOON, noonPlus(1), noonPlus(2), Duration.ofSeconds(90, 5_000), noonPlus(3)))
        .withPriority("high")
        .withOutputPath("/out")
        .withOrigin(new Session.Origin("channel", "node", "host", "model", "requester"))
        .withFamily(
            new Session.Family(
                new SessionId("parent"), List.of(new SessionId("a"), new SessionId("b"))))
        .withPrompt("do it")
        .withError("it broke");
  }
}
