package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one lane in which notices may wait. Belongs to {@link NoticeLanes}. */
final class Lane {
  static final Duration UNTIL_WOKEN = Duration.ofSeconds(30);

  final ChatAddress address;

  /** The next to go; null when none is known. */
  @Nullable Delivery head;

  /** What it became, waiting for a place; null when nothing is ready. The lane is closed then. */
  @Nullable Ready ready;

  /** Something was said in its chat since its notice was taken to be put into words. */
  boolean overtaken;

  /** The store may know better. */
  boolean stale = true;

  /** Its last notice is on its way, or what happened to it is not written down. */
  boolean closed;

  /** When something of it becomes due; null when nothing is known to. */
  @Nullable Instant dueAt;

  /** How many messages left since it was last empty. */
  int turns;

  private @Nullable Rest rest;

  /** A notice that was put into words. */
  record Ready(Delivery notice, Prepared prepared, Instant since) {}

  Lane(ChatAddress address) {
    this.address = address;
  }

  void rest(Instant now, Duration time) {
    rest = new Rest(now, now.plus(time));
  }

  /** Zero when its next notice may go, for all that is known here. */
  Duration waitFor(Instant now) {
    if (closed) {
      return UNTIL_WOKEN;
    }
    if (rest == null) {
      return Duration.ZERO;
    }
    Duration left = rest.left(now);
    if (left.isZero()) {
      rest = null;
    }
    return left;
  }

  void wake(Instant now) {
    if (dueAt != null && !dueAt.isAfter(now)) {
      dueAt = null;
      stale = true;
    }
  }

  boolean isIdle() {
    return head == null && !stale && !closed && dueAt == null;
  }
}
