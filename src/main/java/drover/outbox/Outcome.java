package drover.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param counted whether a request left
 * @param failed whether it failed on our side, before anything left
 * @param elsewhere whether it may wait in another lane now
 * @param dueAt when it waits again; null when that is not known, or it waits no more
 * @param write brings the store up to date; to be repeated until it does not throw
 */
record Outcome(
    boolean counted,
    boolean failed,
    boolean elsewhere,
    @Nullable Instant dueAt,
    Instant endedAt,
    Runnable write) {

  static Outcome sent(Instant now, boolean elsewhere, @Nullable Instant dueAt, Runnable write) {
    return new Outcome(true, false, elsewhere, dueAt, now, write);
  }

  static Outcome unsent(Instant now, @Nullable Instant dueAt, Runnable write) {
    return new Outcome(false, false, false, dueAt, now, write);
  }

  static Outcome failed(Instant now, Runnable write) {
    return new Outcome(false, true, false, null, now, write);
  }
}
