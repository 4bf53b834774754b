package drover.session;

import static org.assertj.core.api.Assertions.assertThat;

import drover.session.Session.Times;
import drover.session.Session.Tokens;
import drover.session.Verdict.Source;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final StatusRule rule = new StatusRule(Duration.ofMinutes(5));

  /** Silence and the named stall in seconds before now; empty: none. */
  @ParameterizedTest(name = "{0}, silent {1} s, tokens {2}/{3}, stall named {4} -> {5} {6}")
  @CsvSource({
    "completed,9999,50000,50000,9999,COMPLETED,REPORTED",
    "done,9999,,,,COMPLETED,REPORTED",
    "success,,,,,COMPLETED,REPORTED",
    "failed,0,,,,FAILED,REPORTED",
    "error,9999,,,,FAILED,REPORTED",
    "timeout,,,,,FAILED,REPORTED",
    "spawning,9999,50000,50000,,SPAWNING,REPORTED",
    "starting,9999,,,,SPAWNING,REPORTED",
    "queued,9999,,,,SPAWNING,REPORTED",
    "pending,9999,,,,SPAWNING,REPORTED",
    "terminated,9999,,,,TERMINATED,REPORTED",
    "killed,0,50000,50000,,TERMINATED,REPORTED",
    "cancelled,,,,,TERMINATED,REPORTED",
    "aborted,,,,60,TERMINATED,REPORTED",
    "working,300,,,,WORKING,REPORTED",
    "working,301,,,,STALLED,DERIVED",
    "working,301,50000,50000,,STALLED,DERIVED",
    "working,,,,,WORKING,REPORTED",
    "working,0,47500,50000,,FAILED,DERIVED",
    "working,0,47499,50000,,WORKING,REPORTED",
    "working,0,47500,,,WORKING,REPORTED",
    "working,0,0,0,,WORKING,REPORTED",
    "working,-600,,,,WORKING,REPORTED",
    ",0,,,,WORKING,DERIVED",
    ",301,,,,STALLED,DERIVED",
    "dreaming,0,,,,WORKING,DERIVED",
    "dreaming,301,,,,STALLED,DERIVED",
    "stalled,0,,,,STALLED,REPORTED",
    "stalled,,,,,STALLED,REPORTED",
    "stalled,60,,,60,STALLED,REPORTED",
    "stalled,30,,,60,WORKING,DERIVED",
    "working,60,,,60,STALLED,REPORTED",
    "working,59,,,60,WORKING,REPORTED",
    "spawning,60,,,60,STALLED,REPORTED",
    "working,,,,60,STALLED,REPORTED",
    "completed,60,,,60,COMPLETED,REPORTED",
    "' WORKING ',0,,,,WORKING,REPORTED",
    "Done,0,,,,COMPLETED,REPORTED",
  })
  void judgesInTheOrderOfTheContract(
      @Nullable String word,
      @Nullable Long silence,
      @Nullable Long used,
      @Nullable Long limit,
      @Nullable Long stallNamed,
      SessionStatus status,
      Source source) {
    Session session =
        Session.of(new SessionId("s"))
            .withStatus(word)
            .withTokens(new Tokens(used, limit))
            .withTimes(new Times(null, ago(silence), null, null, null));

    Verdict verdict = rule.judge(session, NOW, ago(stallNamed));

    assertThat(verdict.status()).isEqualTo(status);
    assertThat(verdict.source()).isEqualTo(source);
    assertThat(verdict.isEnd()).isEqualTo(status.isOver() && source == Source.REPORTED);
  }

  @Test
  void survivesTheEndsOfTime() {
    Session session = Session.of(new SessionId("s")).withTokens(new Tokens(Long.MAX_VALUE, 1L));

    for (Instant activity : new Instant[] {Instant.MIN, Instant.MAX}) {
      Times times = new Times(activity, activity, null, null, null);
      assertThat(rule.judge(session.withTimes(times), NOW, null).status()).isNotNull();
    }
  }

  @Test
  void unknownAndAbsentWordsAreNoStatus() {
    assertThat(SessionStatus.parse(null)).isEmpty();
    assertThat(SessionStatus.parse("")).isEmpty();
    assertThat(SessionStatus.parse("\u202egnikrow")).isEmpty();
    for (SessionStatus status : SessionStatus.values()) {
      assertThat(SessionStatus.parse(status.word())).contains(status);
    }
  }

  private static @Nullable Instant ago(@Nullable Long seconds) {
    return seconds == null ? null : NOW.minusSeconds(seconds);
  }
}
