package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lanes in which notices wait or are on their way. A lane is closed to its next notice until
 * what happened to the last is written down, so that nothing overtakes it. Not thread-safe.
 */
final class NoticeLanes {
  /** So long a wait makes any notice urgent, that none starves behind those of other lanes. */
  private static final Duration AGED = Duration.ofSeconds(10);

  /** Of so many notices of a lane, one is the oldest, that none starves in its own lane. */
  private static final int OLDEST_EVERY = 4;

  /** So long words may wait for a place. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final int REMEMBERED = 10_000;

  private final Duration afterTrouble;
  private final Map<ChatAddress, Lane> lanes = new LinkedHashMap<>();
  private final Map<ChatAddress, Long> served =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChatAddress, Long> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long turn;

  /** A lane to be read from the store; the oldest is wanted, or the most urgent. */
  record Wanted(ChatAddress lane, boolean oldest) {}

  /** Says how long a lane has to wait for what is not known here. */
  interface Waits {
    Duration of(ChatAddress lane);
  }

  NoticeLanes(Duration afterTrouble) {
    this.afterTrouble = afterTrouble;
  }

  /** Something new waits there. */
  void posted(ChatAddress address, Fact.Urgency urgency) {
    Lane lane = lane(address);
    Delivery head = lane.head;
    // Behind a head that is as urgent it changes nothing.
    if (head == null || urgency.compareTo(head.fact().urgency()) < 0) {
      lane.stale = true;
    }
  }

  /** Something may wait in each of these. */
  void seen(Collection<ChatAddress> addresses) {
    addresses.forEach(address -> lane(address).stale = true);
  }

  Collection<Lane> all() {
    return lanes.values();
  }

  /** Those that have to be read before they may go, and might go now. */
  List<Wanted> beginRead(Waits waits, Instant now, int most) {
    List<Wanted> wanted = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      lane.wake(now);
      if (wanted.size() < most
          && lane.stale
          && lane.waitFor(now).isZero()
          && waits.of(lane.address).isZero()) {
        lane.stale = false;
        wanted.add(new Wanted(lane.address, lane.turns % OLDEST_EVERY == OLDEST_EVERY - 1));
      }
    }
    return wanted;
  }

  void endRead(ChatAddress address, Optional<Delivery> head) {
    Lane lane = lane(address);
    lane.head = head.orElse(null);
    if (head.isEmpty()) {
      lane.turns = 0;
    }
    if (lane.isIdle()) {
      lanes.remove(address);
    }
  }

  /** It could not be read. */
  void notRead(ChatAddress address) {
    lane(address).stale = true;
  }

  /** Urgent first, and what waited long counts as urgent; then who was served longest ago. */
  List<Lane> inOrder(List<Lane> ready, Instant now) {
    return ready.stream()
        .sorted(
            Comparator.<Lane, Fact.Urgency>comparing(lane -> urgency(lane, now))
                .thenComparing(lane -> served.getOrDefault(lane.address, 0L))
                .thenComparing(lane -> first(lane).map(Delivery::id).orElse(0L)))
        .toList();
  }

  /** Takes the head out, to be put into words. */
  Delivery begin(Lane lane) {
    Delivery head = lane.head;
    if (head == null || lane.closed) {
      throw new IllegalStateException("nothing may go in " + lane.address);
    }
    lane.head = null;
    lane.closed = true;
    lane.overtaken = false;
    return head;
  }

  /** The notice that began is in words and waits for a place. */
  void ready(Delivery notice, Prepared prepared, Instant now) {
    Lane lane = lane(notice.to());
    if (lane.overtaken) {
      reopen(lane);
    } else {
      lane.ready = new Lane.Ready(notice, prepared, now);
    }
  }

  /** Whether the words found for that lane are of before what its chat heard last. */
  boolean isOvertaken(ChatAddress address) {
    return lane(address).overtaken;
  }

  /** An answer goes to that chat: words for it that were found before are to be found anew. */
  void overtake(long chat) {
    for (Lane lane : lanes.values()) {
      if (lane.address.chat() == chat && lane.closed) {
        lane.overtaken = true;
        if (lane.ready != null) {
          var unused = take(lane);
          reopen(lane);
        }
      }
    }
  }

  /** Its notice has not left; the store still has it. */
  private static void reopen(Lane lane) {
    lane.closed = false;
    lane.stale = true;
  }

  /** Lanes with a notice in words. */
  List<Lane> ready() {
    return lanes.values().stream().filter(lane -> lane.ready != null).toList();
  }

  /** Takes it out; it is on its way. */
  Lane.Ready leave(Lane lane) {
    Lane.Ready ready = take(lane);
    leaves(lane.address);
    return ready;
  }

  /** The notice of that lane is on its way. */
  void leaves(ChatAddress address) {
    var unused = served.put(address, ++turn);
  }

  private static Lane.Ready take(Lane lane) {
    Lane.Ready ready = lane.ready;
    if (ready == null) {
      throw new IllegalStateException("nothing is ready in " + lane.address);
    }
    lane.ready = null;
    return ready;
  }

  /** Words that waited for so long may be wrong by now; they are to be found anew. */
  void forgetOld(Instant now) {
    for (Lane lane : ready()) {
      Lane.Ready old = take(lane);
      if (Duration.between(old.since(), now).abs().compareTo(FRESH) < 0) {
        lane.ready = old;
      } else {
        reopen(lane);
      }
    }
  }

  /** What happened to the notice of that lane is written down. */
  void written(ChatAddress address, Outcome outcome, Instant now) {
    Lane lane = lane(address);
    lane.closed = false;
    lane.stale = true;
    lane.turns += outcome.counted() ? 1 : 0;
    Instant due = outcome.dueAt();
    if (due != null && due.isAfter(now)) {
      lane.dueAt = lane.dueAt == null || due.isBefore(lane.dueAt) ? due : lane.dueAt;
    }
    if (outcome.failed()) {
      lane.rest(now, afterTrouble);
    }
  }

  /** How long the oldest of the heads has waited; null when there is none. */
  @Nullable Duration oldest(Instant now) {
    Duration oldest = null;
    for (Lane lane : lanes.values()) {
      Optional<Delivery> first = first(lane);
      if (first.isPresent()) {
        Duration age = Duration.between(first.get().fact().at(), now);
        oldest = oldest == null || age.compareTo(oldest) > 0 ? age : oldest;
      }
    }
    return oldest;
  }

  /** Whether its next goes before others. */
  static boolean isFirst(Lane lane, Instant now) {
    return urgency(lane, now) == Fact.Urgency.FIRST;
  }

  private static Fact.Urgency urgency(Lane lane, Instant now) {
    return first(lane)
        .map(Delivery::fact)
        .map(fact -> fact.at().plus(AGED).isAfter(now) ? fact.urgency() : Fact.Urgency.FIRST)
        .orElse(Fact.Urgency.LAST);
  }

  private static Optional<Delivery> first(Lane lane) {
    return lane.ready == null ? Optional.ofNullable(lane.head) : Optional.of(lane.ready.notice());
  }

  private Lane lane(ChatAddress address) {
    return lanes.computeIfAbsent(address, Lane::new);
  }
}
