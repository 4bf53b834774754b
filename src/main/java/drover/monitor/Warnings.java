package drover.monitor;

import drover.monitor.Belief.Warned;
import drover.session.Session;
import drover.session.SessionStatus;
import drover.session.Transition.Kind;
import drover.session.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the warnings that are told once a life is due: tokens, the expected end, a start
 * that takes too long. What only time tells needs a fresh read. Pure but for the clock.
 */
final class Warnings {
  /** Servers round the end that they expect. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final TokenLevels levels;
  private final ServerTime time;

  Warnings(TokenLevels levels, ServerTime time) {
    this.levels = levels;
    this.time = time;
  }

  /**
   * What a session makes us warn of.
   *
   * @param metAt when we first knew of this life, by our clock
   * @param patience how long a start may take
   */
  record Subject(Session session, Verdict verdict, Instant metAt, Duration patience) {}

  /**
   * @param exact since when, by the server's clock; null when not known
   * @param confirmed told now; else a fresh read must confirm it first
   */
  record Warning(
      Kind kind, int episode, @Nullable Instant exact, Warned after, boolean confirmed) {}

  /** What counts as told when an agent is learned silently. */
  Warned known(Subject subject) {
    Instant now = time.now();
    return new Warned(
        levels.passed(subject.session().tokens()),
        isLate(subject.session(), now),
        isStuck(subject, now));
  }

  /** The first that is due; null when none is. */
  @Nullable Warning due(Subject subject, Warned told, Fact fact) {
    int passed = levels.passed(subject.session().tokens());
    if (passed > told.tokens()) {
      Warned after = new Warned(passed, told.late(), told.stuckStarting());
      return passed >= TokenLevels.USED_UP
          ? new Warning(Kind.TOKENS_USED_UP, 0, null, after, true)
          : new Warning(Kind.TOKENS_LOW, passed, null, after, true);
    }
    Warning late = null;
    if (!told.late() && isLate(subject.session(), time.now())) {
      Warned after = new Warned(told.tokens(), true, told.stuckStarting());
      boolean sure = confirms(fact, now -> isLate(subject.session(), now));
      late = new Warning(Kind.LATE, 0, subject.session().times().expectedEnd(), after, sure);
    }
    if ((late == null || !late.confirmed())
        && !told.stuckStarting()
        && isStuck(subject, time.now())) {
      Warned after = new Warned(told.tokens(), told.late(), true);
      Instant exact = start(subject).plus(subject.patience());
      boolean sure = confirms(fact, now -> isStuck(subject, now));
      return new Warning(Kind.STUCK_STARTING, 0, exact, after, sure);
    }
    return late;
  }

  private static boolean isLate(Session session, Instant now) {
    Instant expected = session.times().expectedEnd();
    Instant start = session.times().start();
    boolean nonsense = expected == null || (start != null && expected.isBefore(start));
    return !nonsense && Duration.between(expected, now).compareTo(GRACE) > 0;
  }

  private boolean isStuck(Subject subject, Instant now) {
    return subject.verdict().status() == SessionStatus.SPAWNING
        && Duration.between(start(subject), now).compareTo(subject.patience()) > 0;
  }

  private Instant start(Subject subject) {
    Instant start = subject.session().times().start();
    return start == null ? time.toTheirs(subject.metAt()) : start;
  }

  /** A read for this session alone that was asked for when it had already happened. */
  private boolean confirms(Fact fact, Predicate<Instant> happened) {
    return fact instanceof Fact.Whole whole
        && whole.details()
        && happened.test(time.toTheirs(whole.at()));
  }
}
