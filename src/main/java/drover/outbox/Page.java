package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the stored notices that is in memory: the first few of each lane. Not thread-safe.
 */
final class Page {
  static final int PER_LANE = 4;
  static final int LIMIT = 4000;

  private static final Comparator<Delivery> ORDER =
      Comparator.<Delivery, Fact.Urgency>comparing(delivery -> delivery.fact().urgency())
          .thenComparing(delivery -> delivery.fact().at())
          .thenComparing(Delivery::id);

  private final Map<ChatAddress, ArrayDeque<Delivery>> lanes = new HashMap<>();
  private final Set<ChatAddress> cut = new HashSet<>();
  private boolean allCut;

  /**
   * Replaces all that is here; {@code busy} are on their way and left out. Returns whether the
   * store may have more for a lane of which nothing is left here.
   */
  boolean fill(List<Delivery> waiting, Set<Long> busy) {
    lanes.clear();
    cut.clear();
    allCut = waiting.size() >= LIMIT;
    Map<ChatAddress, Integer> read = new HashMap<>();
    for (Delivery delivery : waiting) {
      ChatAddress to = delivery.to();
      // What is left out counts too: it took a place in what was read of its lane.
      if (read.merge(to, 1, Integer::sum) >= PER_LANE) {
        cut.add(to);
      }
      if (!busy.contains(delivery.id())) {
        lanes.computeIfAbsent(to, lane -> new ArrayDeque<>()).addLast(delivery);
      }
    }
    return !lanes.keySet().containsAll(cut);
  }

  /** The first of each lane, in the order to send them. */
  List<Delivery> heads() {
    List<Delivery> heads = new ArrayList<>(lanes.size());
    for (ArrayDeque<Delivery> lane : lanes.values()) {
      heads.add(lane.getFirst());
    }
    heads.sort(ORDER);
    return heads;
  }

  /** Takes the first of a lane out; returns whether the store may have more for that lane. */
  boolean take(Delivery head) {
    ArrayDeque<Delivery> lane = lanes.get(head.to());
    if (lane == null || !head.equals(lane.pollFirst())) {
      throw new IllegalStateException("not the first of its lane");
    }
    if (!lane.isEmpty()) {
      return false;
    }
    lanes.remove(head.to());
    return allCut || cut.contains(head.to());
  }

  boolean isEmpty() {
    return lanes.isEmpty();
  }

  void clear() {
    lanes.clear();
  }

  /** How old the oldest is; null when there is none. */
  @Nullable Duration oldest(Instant now) {
    return heads().stream()
        .map(delivery -> Duration.between(delivery.fact().at(), now))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
