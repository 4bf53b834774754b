package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notices on their way. A lane is closed to its next notice until what happened to the last is
 * written down, so that nothing overtakes it. Not thread-safe.
 */
final class NoticeLanes {
  private static final Duration UNTIL_WOKEN = Duration.ofSeconds(30);

  private final Duration afterTrouble;
  private final Set<ChatAddress> closed = new HashSet<>();
  private final Map<ChatAddress, Rest> resting = new HashMap<>();
  private final Set<Long> busy = new HashSet<>();
  private final Set<Long> endedSinceLook = new HashSet<>();
  private final List<Ended> unwritten = new ArrayList<>();
  private Rest untilWrite = new Rest(Instant.EPOCH, Instant.EPOCH);

  /**
   * A notice whose attempt is over.
   *
   * @param failed whether it failed on our side, before it left
   */
  record Ended(Delivery delivery, NoticeSending.Outcome outcome, boolean failed) {}

  NoticeLanes(Duration afterTrouble) {
    this.afterTrouble = afterTrouble;
  }

  /** Zero when its next notice may go, for all that is known here. */
  Duration waitFor(ChatAddress lane, Instant now) {
    if (closed.contains(lane)) {
      return UNTIL_WOKEN;
    }
    Rest rest = resting.get(lane);
    if (rest == null) {
      return Duration.ZERO;
    }
    Duration left = rest.left(now);
    if (left.isZero()) {
      resting.remove(lane);
    }
    return left;
  }

  void began(Delivery delivery) {
    closed.add(delivery.to());
    busy.add(delivery.id());
  }

  void written(Ended ended, Instant now) {
    Delivery delivery = ended.delivery();
    closed.remove(delivery.to());
    busy.remove(delivery.id());
    endedSinceLook.add(delivery.id());
    if (ended.failed()) {
      resting.put(delivery.to(), new Rest(now, now.plus(afterTrouble)));
    }
  }

  void notWritten(List<Ended> ended, Instant now) {
    unwritten.addAll(ended);
    untilWrite = new Rest(now, now.plus(afterTrouble));
  }

  /** Takes out what is to be written now. */
  List<Ended> takeUnwritten(Instant now) {
    if (!untilWrite.isOver(now)) {
      return List.of();
    }
    List<Ended> due = List.copyOf(unwritten);
    unwritten.clear();
    return due;
  }

  /** How long until something is to be written again; long when nothing is. */
  Duration untilWrite(Instant now) {
    return unwritten.isEmpty() ? UNTIL_WOKEN : untilWrite.left(now);
  }

  void beginLook() {
    endedSinceLook.clear();
  }

  /** What a look at the store may show although it is on its way, or was while looking. */
  Set<Long> leaveOut() {
    Set<Long> all = new HashSet<>(busy);
    all.addAll(endedSinceLook);
    return all;
  }
}
