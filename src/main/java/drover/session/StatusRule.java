package drover.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides an agent's status: what the server reports first, then silence, then tokens. Pure.
 *
 * @param stallThreshold silence longer than this is a stall
 */
public record StatusRule(Duration stallThreshold) {
  private static final double EXHAUSTED_AT = 0.95;

  /**
   * Judges a session.
   *
   * @param serverNow the time by the server's clock
   * @param stallReportedAt the last activity that a reported stall named; such a stall holds until
   *     newer activity or an end, whatever other status a later record gives, and no longer than
   *     that, though the record may still say "stalled". Null when none was reported
   */
  public Verdict judge(Session session, Instant serverNow, @Nullable Instant stallReportedAt) {
    SessionStatus reported = SessionStatus.parse(session.status()).orElse(null);
    if (reported != null && reported.isOver()) {
      return Verdict.reported(reported);
    }
    Instant activity = session.times().lastActivity();
    if (holds(reported, stallReportedAt, activity)) {
      return Verdict.reported(SessionStatus.STALLED);
    }
    if (reported == SessionStatus.SPAWNING) {
      return Verdict.reported(SessionStatus.SPAWNING);
    }
    if (activity != null && Duration.between(activity, serverNow).compareTo(stallThreshold) > 0) {
      return Verdict.derived(SessionStatus.STALLED, "no activity");
    }
    if (isUsedUp(session.tokens())) {
      return Verdict.derived(SessionStatus.FAILED, "token budget used up");
    }
    return reported == SessionStatus.WORKING
        ? Verdict.reported(SessionStatus.WORKING)
        : Verdict.derived(SessionStatus.WORKING, "active");
  }

  private static boolean holds(
      @Nullable SessionStatus reported,
      @Nullable Instant stallReportedAt,
      @Nullable Instant activity) {
    if (stallReportedAt == null) {
      return reported == SessionStatus.STALLED;
    }
    return activity == null || !activity.isAfter(stallReportedAt);
  }

  /** Whether the budget counts as used up, though the server goes on. */
  public static boolean isUsedUp(Session.Tokens tokens) {
    return tokens.used() != null
        && tokens.limit() != null
        && tokens.limit() > 0
        && tokens.used() >= tokens.limit() * EXHAUSTED_AT;
  }
}
