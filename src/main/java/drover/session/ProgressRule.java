package drover.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides how far an agent is: told, ended, by tokens, by time, in that order. Pure. */
public final class ProgressRule {
  private static final Duration USUAL = Duration.ofHours(1);

  private ProgressRule() {}

  /** Empty when nothing tells, not even a start. */
  public static Optional<Progress> of(Session session, Verdict verdict, Instant serverNow) {
    Double told = session.progress();
    if (told != null && !told.isNaN()) {
      return Optional.of(new Progress((int) Math.max(0, Math.min(100, told)), false));
    }
    if (verdict.isEnd() && verdict.status() == SessionStatus.COMPLETED) {
      return Optional.of(new Progress(100, false));
    }
    if (verdict.isEnd() && verdict.status() == SessionStatus.FAILED) {
      return Optional.of(new Progress(0, false));
    }
    Double byTokens = session.tokens().percentage();
    if (byTokens != null) {
      return Optional.of(new Progress((int) Math.max(0, Math.min(90, byTokens)), true));
    }
    return byTime(session.times(), serverNow);
  }

  private static Optional<Progress> byTime(Session.Times times, Instant serverNow) {
    if (times.start() == null) {
      return Optional.empty();
    }
    Instant until = times.end() == null ? serverNow : times.end();
    double expected = times.expectedDuration() == null ? 0 : seconds(times.expectedDuration());
    double whole = expected > 0 ? expected : seconds(USUAL);
    double percent = 100 * seconds(Duration.between(times.start(), until)) / whole;
    return Optional.of(new Progress((int) Math.max(0, Math.min(95, percent)), true));
  }

  /** Never overflows, however hostile the times; milliseconds in a long would. */
  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
