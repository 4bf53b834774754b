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
    if (verdict.status() == SessionStatus.COMPLETED) {
      return Optional.of(new Progress(100, false));
    }
    if (verdict.status() == SessionStatus.FAILED) {
      return Optional.of(new Progress(0, false));
    }
    Double byTokens = session.tokens().percentage();
    if (byTokens != null) {
      return Optional.of(new Progress((int) Math.max(0, Math.min(90, byTokens)), true));
    }
    Instant start = session.times().start();
    if (start == null) {
      return Optional.empty();
    }
    Duration expected = session.times().expectedDuration();
    long whole =
        expected == null || expected.toMillis() <= 0 ? USUAL.toMillis() : expected.toMillis();
    double byTime = 100.0 * Duration.between(start, serverNow).toMillis() / whole;
    return Optional.of(new Progress((int) Math.max(0, Math.min(95, byTime)), true));
  }
}
