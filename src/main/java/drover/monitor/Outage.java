package drover.monitor;

import drover.session.ServerNews;
import drover.session.SessionApiException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the server is away and when it is back, once an outage, across our own restarts. What
 * could not be stored is told by the next list. The board's thread only.
 */
final class Outage {
  private static final int FAILURES = 3;

  private final BeliefStore store;
  private final Committer committer;
  private int failures;
  private Instant firstFailure = Instant.MIN;
  private @Nullable Instant awaySince;

  Outage(BeliefStore store, Committer committer) {
    this.store = store;
    this.committer = committer;
  }

  void remember() {
    Optional<Instant> since = store.awaySince();
    awaySince = since.orElse(null);
  }

  /** A list in the background failed. A refusal for having asked too often is an answer. */
  void failed(Throwable why, String trouble, Instant now) {
    if (why instanceof SessionApiException.RateLimited || !(why instanceof SessionApiException)) {
      return;
    }
    firstFailure = failures == 0 ? now : firstFailure;
    failures++;
    if (awaySince != null || failures < FAILURES) {
      return;
    }
    Instant since = firstFailure.isAfter(now) ? now : firstFailure;
    if (committer.commit(
        () -> store.markAway(since), new ServerNews.Unreachable(now, since, trouble))) {
      awaySince = since;
    }
  }

  /** The server listed its agents. */
  void answered(Instant now) {
    failures = 0;
    Instant since = awaySince;
    if (since != null
        && committer.commit(() -> store.markAway(null), new ServerNews.Back(now, since))) {
      awaySince = null;
    }
  }
}
