package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has to rest, and until when. Rests the service asked for are stored and survive a restart,
 * and one of a chat holds for its topics too. In memory only are holds, which are short, and lanes
 * that may not be written to: after a restart, one attempt tells again.
 *
 * <p>Any thread. The store is never called under the monitor, for which the dispatching thread may
 * wait. What cannot be stored rests in memory all the same.
 */
final class Parks {
  private static final Logger log = LoggerFactory.getLogger(Parks.class);
  private static final Duration TOGETHER = Duration.ofSeconds(5);
  private static final int AN_OUTAGE = 3;
  private static final Rest NONE = new Rest(Instant.EPOCH, Instant.EPOCH);

  private final OutboxStore store;
  private final Map<ChatAddress, Rest> parked = new HashMap<>();
  private final Map<ChatAddress, Rest> forbidden = new HashMap<>();
  private final Map<Long, Rest> holds = new HashMap<>();
  private final Set<Long> failing = new HashSet<>();
  private Rest all = NONE;
  private Rest askedOfAll = NONE;
  private Instant lastTooMany = Instant.EPOCH;
  private Instant lastTooManyUntil = Instant.EPOCH;
  private long lastTooManyChat;
  private boolean unauthorized;

  /**
   * What the service asked for with "too many".
   *
   * @param all how long all have to wait still
   * @param chats how many chats have to
   * @param longest how long the last of them has to
   */
  record Asked(Duration all, int chats, Duration longest) {
    boolean isAny() {
      return !longest.isZero();
    }
  }

  Parks(OutboxStore store) {
    this.store = store;
  }

  void load(Instant now) {
    Map<ChatAddress, Instant> stored = store.parked(now);
    Optional<Instant> storedForAll = store.parkedAll(now);
    synchronized (this) {
      stored.forEach((lane, until) -> parked.merge(lane, new Rest(now, until), Rest::later));
      storedForAll.ifPresent(until -> askAll(now, until));
    }
  }

  /** How long all have to wait. */
  synchronized Duration waitForAll(Instant now) {
    return all.left(now);
  }

  synchronized Duration waitFor(ChatAddress lane, Instant now) {
    return Traffic.longer(waitForAnswer(lane, now), forbidden.getOrDefault(lane, NONE).left(now));
  }

  /**
   * The same for answers to people, which try a lane that may not be written to: they are few, an
   * edit is allowed where a new message is not, and what arrives shows that all may go on.
   */
  synchronized Duration waitForAnswer(ChatAddress lane, Instant now) {
    Duration chat = parked.getOrDefault(ChatAddress.of(lane.chat()), NONE).left(now);
    Duration own = parked.getOrDefault(lane, NONE).left(now);
    Duration hold = holds.getOrDefault(lane.chat(), NONE).left(now);
    return Traffic.longer(Traffic.longer(chat, own), hold);
  }

  /** The service said "too many": that chat rests, or all if another was told so just before. */
  void tooMany(long chat, Instant now, Instant until, String why) {
    ChatAddress lane = ChatAddress.of(chat);
    boolean everybody;
    Instant longest;
    synchronized (this) {
      everybody =
          lastTooManyChat != chat
              && !lastTooMany.isAfter(now)
              && !lastTooMany.plus(TOGETHER).isBefore(now);
      longest = everybody && lastTooManyUntil.isAfter(until) ? lastTooManyUntil : until;
      lastTooMany = now;
      lastTooManyUntil = longest;
      lastTooManyChat = chat;
      forgetOver(now);
      parked.merge(lane, new Rest(now, until), Rest::later);
      if (everybody) {
        askAll(now, longest);
      }
    }
    log.warn("Chat {} rests until {}: {}", chat, until, why);
    stored(() -> store.park(lane, until, why));
    if (everybody) {
      log.warn("Two chats were refused for too many messages; all rest until {}", longest);
      stored(() -> store.parkAll(longest));
    }
  }

  /** We may not write there: that lane rests, and no other of its chat. */
  void noRights(ChatAddress lane, Instant now, Instant until, String why) {
    synchronized (this) {
      forgetOver(now);
      forbidden.merge(lane, new Rest(now, until), Rest::later);
    }
    log.warn("Lane {} rests until {}: {}", lane, until, why);
  }

  /** Ends the rests of a chat's lanes for want of rights. */
  synchronized void unpark(long chat) {
    forbidden.keySet().removeIf(lane -> lane.chat() == chat);
  }

  /** Ends the rest of one lane for want of rights. */
  synchronized void unpark(ChatAddress lane) {
    forbidden.remove(lane);
  }

  /** A call to that chat was not done; if that happens to several, all wait. */
  synchronized void failed(long chat, Instant now, Instant until) {
    forgetOver(now);
    holds.merge(chat, new Rest(now, until), Rest::later);
    failing.add(chat);
    if (failing.size() >= AN_OUTAGE) {
      restAll(now, until);
    }
  }

  /** The service itself answered a call to that chat. */
  synchronized void answered(long chat) {
    holds.remove(chat);
    failing.clear();
    unauthorized = false;
  }

  synchronized void unauthorized(Instant now, Instant until) {
    unauthorized = true;
    restAll(now, until);
  }

  synchronized boolean isUnauthorized() {
    return unauthorized;
  }

  /** Lanes that rest now. */
  synchronized int count(Instant now) {
    forgetOver(now);
    Set<ChatAddress> resting = new HashSet<>(parked.keySet());
    resting.addAll(forbidden.keySet());
    return resting.size();
  }

  synchronized Asked asked(Instant now) {
    forgetOver(now);
    Duration ofAll = askedOfAll.left(now);
    Duration longest =
        parked.values().stream().map(rest -> rest.left(now)).reduce(ofAll, Traffic::longer);
    return new Asked(ofAll, parked.size(), longest);
  }

  private void forgetOver(Instant now) {
    List.of(parked, forbidden, holds)
        .forEach(rests -> rests.values().removeIf(rest -> rest.isOver(now)));
  }

  private void askAll(Instant now, Instant until) {
    askedOfAll = Rest.later(askedOfAll, new Rest(now, until));
    restAll(now, until);
  }

  private void restAll(Instant now, Instant until) {
    all = Rest.later(all, new Rest(now, until));
  }

  private static void stored(Runnable write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      log.warn("A rest was not stored; it holds until the program ends", e);
    }
  }
}
