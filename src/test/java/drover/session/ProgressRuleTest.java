package drover.session;

import static org.assertj.core.api.Assertions.assertThat;

import drover.session.Session.Times;
import drover.session.Session.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Ages in minutes; empty: not told. An empty percentage: unknown. */
  @ParameterizedTest(name = "told {0}, {1}, tokens {2}/{3}, started {4} min ago -> {6} {7}")
  @CsvSource({
    "65,WORKING,15420,50000,12,75,65,false",
    "0,WORKING,15420,50000,12,75,0,false",
    "-3,WORKING,,,,,0,false",
    "250,WORKING,,,,,100,false",
    "99.9,WORKING,,,,,99,false",
    "NaN,WORKING,,,,,,",
    "40,FAILED,,,,,40,false",
    ",COMPLETED,100,50000,1,,100,false",
    ",FAILED,100,50000,1,,0,false",
    ",WORKING,15420,50000,12,75,30,true",
    ",WORKING,50000,50000,12,75,90,true",
    ",WORKING,99999999,1,12,75,90,true",
    ",WORKING,-5,50000,12,75,0,true",
    ",WORKING,100,,30,,50,true",
    ",WORKING,,50000,30,,50,true",
    ",WORKING,,,30,,50,true",
    ",WORKING,,,12,75,16,true",
    ",WORKING,,,9000,75,95,true",
    ",WORKING,,,-10,75,0,true",
    ",WORKING,,,30,0,50,true",
    ",WORKING,,,,75,,",
    ",STALLED,,,30,,50,true",
    ",SPAWNING,,,,,,",
    ",TERMINATED,25000,50000,1,,50,true",
  })
  void asksWhatIsToldThenTheEndThenTokensThenTime(
      @Nullable Double told,
      SessionStatus status,
      @Nullable Long used,
      @Nullable Long limit,
      @Nullable Long started,
      @Nullable Long expected,
      @Nullable Integer percent,
      @Nullable Boolean estimated) {
    Session session =
        Session.of(new SessionId("s"))
            .withProgress(told)
            .withTokens(new Tokens(used, limit))
            .withTimes(
                new Times(
                    started == null ? null : NOW.minusSeconds(60 * started),
                    null,
                    null,
                    expected == null ? null : Duration.ofMinutes(expected),
                    null));

    Optional<Progress> progress = ProgressRule.of(session, Verdict.reported(status), NOW);

    assertThat(progress.map(Progress::percent)).isEqualTo(Optional.ofNullable(percent));
    assertThat(progress.map(Progress::estimated)).isEqualTo(Optional.ofNullable(estimated));
  }

  @Test
  void aBudgetThatIsUsedUpIsNotTheEndOfProgress() {
    Session session = Session.of(new SessionId("s")).withTokens(new Tokens(49_000L, 50_000L));
    Verdict verdict = Verdict.derived(SessionStatus.FAILED, "token budget used up");

    assertThat(ProgressRule.of(session, verdict, NOW)).contains(new Progress(90, true));
  }

  @Test
  void timeStopsAtTheEnd() {
    Times times = new Times(NOW.minusSeconds(3_600), null, null, null, NOW.minusSeconds(1_800));
    Session session = Session.of(new SessionId("s")).withTimes(times);

    assertThat(ProgressRule.of(session, Verdict.reported(SessionStatus.TERMINATED), NOW))
        .contains(new Progress(50, true));
  }

  @Test
  void survivesTheEndsOfTime() {
    for (Instant start : new Instant[] {Instant.MIN, Instant.MAX}) {
      Times times = new Times(start, null, null, Duration.ofSeconds(Long.MAX_VALUE), null);
      Session session = Session.of(new SessionId("s")).withTimes(times);

      assertThat(ProgressRule.of(session, Verdict.reported(SessionStatus.WORKING), NOW))
          .isPresent();
    }
  }
}
