package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has to rest, and until when. Parks are stored and survive a restart; holds are short, after
 * failures, and live in memory. A park of a chat's own lane holds for its topics too.
 *
 * <p>Any thread. What cannot be stored is parked in memory all the same.
 */
final class Parks {
  private static final Logger log = LoggerFactory.getLogger(Parks.class);
  private static final Duration TOGETHER = Duration.ofSeconds(5);
  private static final int AN_OUTAGE = 3;

  private final OutboxStore store;
  private final Map<ChatAddress, Instant> lanes = new HashMap<>();
  private final Map<Long, Instant> holds = new HashMap<>();
  private final Set<Long> failing = new HashSet<>();
  private Instant all = Instant.EPOCH;
  private Instant lastTooMany = Instant.EPOCH;
  private Instant lastTooManyUntil = Instant.EPOCH;
  private long lastTooManyChat;
  private boolean unauthorized;

  Parks(OutboxStore store) {
    this.store = store;
  }

  synchronized void load(Instant now) {
    lanes.putAll(store.parked(now));
    store.parkedAll(now).ifPresent(until -> all = later(all, until));
  }

  /** How long all have to wait. */
  synchronized Duration waitForAll(Instant now) {
    return until(all, now);
  }

  synchronized Duration waitFor(ChatAddress lane, Instant now) {
    Instant own = lanes.getOrDefault(lane, Instant.EPOCH);
    Instant chat = lanes.getOrDefault(ChatAddress.of(lane.chat()), Instant.EPOCH);
    Instant hold = holds.getOrDefault(lane.chat(), Instant.EPOCH);
    return until(later(later(own, chat), hold), now);
  }

  /** The service said "too many": that chat rests, or all if another was told so just before. */
  synchronized void tooMany(long chat, Instant now, Instant until, String why) {
    boolean everybody = lastTooManyChat != chat && !lastTooMany.plus(TOGETHER).isBefore(now);
    Instant longest = everybody ? later(until, lastTooManyUntil) : until;
    lastTooMany = now;
    lastTooManyUntil = longest;
    lastTooManyChat = chat;
    park(ChatAddress.of(chat), until, why);
    if (everybody) {
      all = later(all, longest);
      log.warn("Two chats were refused for too many messages; all rest until {}", all);
      stored(() -> store.parkAll(longest));
    }
  }

  synchronized void park(ChatAddress lane, Instant until, String why) {
    log.warn("Lane {} rests until {}: {}", lane, until, why);
    lanes.merge(lane, until, Parks::later);
    stored(() -> store.park(lane, until, why));
  }

  /** A call to that chat was not done; if that happens to several, all wait. */
  synchronized void failed(long chat, Instant until) {
    holds.merge(chat, until, Parks::later);
    failing.add(chat);
    if (failing.size() >= AN_OUTAGE) {
      all = later(all, until);
    }
  }

  /** The service itself answered a call to that chat. */
  synchronized void answered(long chat) {
    holds.remove(chat);
    failing.clear();
    unauthorized = false;
  }

  synchronized void unauthorized(Instant until) {
    unauthorized = true;
    all = later(all, until);
  }

  synchronized boolean isUnauthorized() {
    return unauthorized;
  }

  /** Lanes parked now. */
  synchronized int count(Instant now) {
    lanes.values().removeIf(until -> !until.isAfter(now));
    holds.values().removeIf(until -> !until.isAfter(now));
    return lanes.size();
  }

  private static void stored(Runnable write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      log.warn("A rest was not stored; it holds until the program ends", e);
    }
  }

  private static Duration until(Instant time, Instant now) {
    return time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
