package drover.monitor;

import drover.session.SessionId;
import drover.session.SessionList;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long complete lists have not had an agent. One that can be read all the same is asked for
 * less and less often. The board's thread only.
 */
final class Absence {
  private static final int FIRST_NEEDED = 2;
  private static final int MOST_NEEDED = 64;

  private @Nullable Instant since;
  private @Nullable Instant firstAsked;
  private Instant lastAsked = Instant.MIN;
  private int lists;
  private int needed = FIRST_NEEDED;

  void present() {
    since = null;
    needed = FIRST_NEEDED;
    startOver();
  }

  /**
   * A list did not have it.
   *
   * @param lastSeen when the server last told of it; a list that was asked for before proves
   *     nothing, nor does one that is not complete
   */
  void missing(SessionList list, Instant lastSeen, Instant now) {
    if (since == null) {
      since = now;
    }
    if (firstAsked == null || !firstAsked.isAfter(lastSeen)) {
      startOver();
    }
    Instant askedAt = list.askedAt();
    if (list.isComplete() && askedAt.isAfter(lastSeen)) {
      firstAsked = firstAsked == null ? askedAt : firstAsked;
      lastAsked = askedAt;
      lists++;
    }
  }

  /** It could be read. */
  void refuted() {
    if (firstAsked != null) {
      needed = Math.min(MOST_NEEDED, 2 * needed);
      startOver();
    }
  }

  /** Null while it is too early to say so. */
  Fact.@Nullable Gone gone(SessionId session, Instant lastSeen) {
    boolean missed = firstAsked != null && firstAsked.isAfter(lastSeen) && lists >= needed;
    return missed && firstAsked != null ? new Fact.Gone(session, lastAsked, firstAsked) : null;
  }

  /** Since when, by our clock; null when the last list had it. */
  @Nullable Instant since() {
    return since;
  }

  private void startOver() {
    firstAsked = null;
    lists = 0;
  }
}
