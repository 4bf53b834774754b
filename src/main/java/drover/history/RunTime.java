package drover.history;

import drover.session.Session;
import drover.session.Transition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long an agent had run when something happened to it. */
public final class RunTime {
  private RunTime() {}

  /**
   * From its start to its end, or to the transition where the server tells no end. Null when it
   * tells no start, or one after the end.
   */
  public static @Nullable Duration of(Transition transition) {
    Session.Times times = transition.after().session().times();
    Instant start = times.start();
    if (start == null) {
      return null;
    }
    boolean ended = transition.kind().isEnd() && times.end() != null;
    Duration ran = Duration.between(start, ended ? times.end() : transition.latest());
    return ran.isNegative() ? null : ran;
  }
}
