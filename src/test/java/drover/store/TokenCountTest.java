package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.life;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.history.Sample;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock is at noon; each step is a minute. */
class TokenCountTest {
  private static final AgentLife A = life("a");
  private static final AgentLife B = life("b");

  private final OpenStores open = OpenStores.inMemory();
  private final HistoryStore history = open.stores.history();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void nothingKnownIsNothingSpent() {
    assertThat(spent(0, 10)).isZero();
  }

  @Test
  void anAgentThatBeganBeforeOurEyesSpentAllOfIt() {
    tell(A, "appeared", null);
    sample(A, 300);
    sample(A, 500);

    assertThat(spent(0, 10)).isEqualTo(500);
  }

  @Test
  void itsBeginningCountsThoughItsFirstFigureComesLater() {
    tell(A, "appeared", null);
    sample(A, 300);

    assertThat(spent(1, 10)).isEqualTo(300);
  }

  @Test
  void ofAnAgentThatWasThereAlreadyOnlyTheRiseCounts() {
    tell(A, "learned", 9_000L);
    sample(A, 9_300);

    assertThat(spent(0, 10)).isEqualTo(300);
    assertThat(spent(1, 10)).isEqualTo(300);
  }

  @Test
  void theEndCountsWhatNoSampleSaw() {
    tell(A, "appeared", 0L);
    sample(A, 500);
    tell(A, "completed", 900L);

    assertThat(spent(0, 10)).isEqualTo(900);
    assertThat(spent(2, 10)).isEqualTo(400);
  }

  @Test
  void anEndRecordedLateCountsWhenItIsRecorded() {
    tell(A, "appeared", 0L);
    sample(A, 500);
    open.clock.advance(Duration.ofMinutes(60));
    history.append(
        new HistoryEntry(A, "", "completed", noonPlus(90), noonPlus(90), null, null, 900L, null));

    assertThat(spent(0, 30)).isEqualTo(500);
    assertThat(spent(30, 90)).isEqualTo(400);
  }

  @Test
  void severalAgentsAddUp() {
    tell(A, "appeared", 0L);
    tell(B, "learned", 1_000L);
    sample(A, 100);
    sample(B, 1_020);
    sample(A, 150);

    assertThat(spent(0, 10)).isEqualTo(170);
  }

  @Test
  void aRespawnUnderTheSameIdIsCountedByItself() {
    AgentLife again = new AgentLife(new SessionId("a"), "r2");
    tell(A, "appeared", 0L);
    sample(A, 800);
    tell(A, "failed", 800L);
    tell(again, "appeared", 0L);
    sample(again, 100);

    assertThat(spent(0, 10)).isEqualTo(900);
    assertThat(spent(2, 10)).isEqualTo(100);
  }

  @Test
  void aCounterThatBeganAnewCountsOnFromThere() {
    tell(A, "appeared", 0L);
    sample(A, 500);
    sample(A, 0);
    sample(A, 300);

    assertThat(spent(0, 10)).isEqualTo(800);
    assertThat(spent(2, 10)).isEqualTo(300);
    assertThat(spent(2, 3)).isZero();
  }

  @Test
  void timesLaidEndToEndCountEachTokenOnce() {
    tell(A, "appeared", null);
    long[] figures = {10, 500, 500, 480, 510, 0, 40, 41, 900};
    for (long figure : figures) {
      sample(A, figure);
      tell(A, "stalled", figure);
    }
    tell(A, "completed", 1_000L);

    long whole = spent(0, 30);
    for (int width : List.of(1, 2, 3, 7, 15)) {
      long sum = 0;
      for (int from = 0; from < 30; from += width) {
        long part = spent(from, Math.min(30, from + width));
        assertThat(part).isNotNegative();
        sum += part;
      }
      assertThat(sum).as("in steps of %s", width).isEqualTo(whole);
    }
  }

  @Test
  void figuresThatNobodyKnowsCountNothing() {
    history.sample(List.of(new Sample(A, NOON, 5, null, null)));
    tell(A, "completed", null);

    assertThat(spent(0, 10)).isZero();
  }

  @Test
  void theSameFigureToldTwiceAtOnceCountsOnce() {
    tell(A, "appeared", 0L);
    Instant at = open.clock.instant();
    history.sample(List.of(new Sample(A, at, 1, 70L, null), new Sample(A, at, 1, 70L, null)));
    tell(A, "completed", 70L);

    assertThat(spent(0, 10)).isEqualTo(70);
    assertThat(spent(1, 2)).isEqualTo(70);
  }

  private long spent(int fromMinute, int toMinute) {
    return history.tokensSpent(noonPlus(60L * fromMinute), noonPlus(60L * toMinute));
  }

  private void sample(AgentLife life, long used) {
    history.sample(List.of(new Sample(life, open.clock.instant(), null, used, null)));
    open.clock.advance(Duration.ofMinutes(1));
  }

  private void tell(AgentLife life, String kind, @Nullable Long used) {
    Instant now = open.clock.instant();
    history.append(new HistoryEntry(life, "", kind, now, now, null, null, used, null));
    open.clock.advance(Duration.ofMinutes(1));
  }
}
