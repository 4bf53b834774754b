package drover.openclaw;

import drover.session.SessionApiException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why one try of a call failed, and what that allows. Never leaves this package. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is known of the request. */
  enum Kind {
    /** Our own limits had no room; nothing was sent. */
    NO_ROOM,
    /** No byte of the request was sent. */
    NEVER_LEFT,
    /** The server refused it for being one too many. */
    THROTTLED,
    /** It was sent and went wrong in a way that may pass. */
    PASSING,
    /** An answer came that cannot be read; asking again would bring the same. */
    UNREADABLE,
    /** The server said no. */
    FINAL
  }

  private final Kind kind;
  private final SessionApiException problem;
  private final @Nullable Duration wait;

  Failure(Kind kind, SessionApiException problem, @Nullable Duration wait) {
    super(problem.getMessage(), problem, false, false);
    this.kind = kind;
    this.problem = problem;
    this.wait = wait;
  }

  Failure(Kind kind, SessionApiException problem) {
    this(kind, problem, null);
  }

  static Failure noRoom(Duration wait) {
    return new Failure(
        Kind.NO_ROOM,
        new SessionApiException.RateLimited("held back to keep the server's rate limit", wait),
        wait);
  }

  Kind kind() {
    return kind;
  }

  SessionApiException problem() {
    return problem;
  }

  /** How long to stay away at least; null when nobody said. */
  @Nullable Duration waitAtLeast() {
    return wait;
  }

  boolean allowsRepeat(boolean repeatable) {
    return switch (kind) {
      case NO_ROOM, NEVER_LEFT, THROTTLED -> true;
      case PASSING -> repeatable;
      case UNREADABLE, FINAL -> false;
    };
  }

  /** Whether something may have been done all the same. */
  boolean leavesDoubt() {
    return switch (kind) {
      case PASSING, UNREADABLE -> true;
      case NO_ROOM, NEVER_LEFT, THROTTLED, FINAL -> false;
    };
  }
}
