package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.SendResult.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what waits. A lane is read when it may send, and then its head alone: however many wait,
 * and however fast more come, the store is read about once for each message that leaves. All lanes
 * are counted now and then, and when something held back becomes due. The loop's thread.
 */
final class StoreLook {
  private static final Logger log = LoggerFactory.getLogger(StoreLook.class);
  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final Duration STARVING = Duration.ofMinutes(5);
  private static final int AT_ONCE = 64;
  private static final Rest NONE = new Rest(Instant.EPOCH, Instant.EPOCH);

  private final OutboxStore store;
  private final Exclusive exclusive;
  private final NoticeLanes lanes;
  private final Traffic traffic;
  private final Backlog backlog;
  private final Unknowns unknowns;
  private final Duration afterTrouble;
  private Rest untilLook = NONE;
  private Rest untilTry = NONE;
  private volatile boolean stale = true;
  private volatile boolean works = true;

  /** What is looked after when all lanes are counted. */
  record Cares(Backlog backlog, Unknowns unknowns) {}

  StoreLook(
      OutboxStore store,
      Exclusive exclusive,
      NoticeLanes lanes,
      Traffic traffic,
      Cares cares,
      Duration afterTrouble) {
    this.store = store;
    this.exclusive = exclusive;
    this.lanes = lanes;
    this.traffic = traffic;
    backlog = cares.backlog();
    unknowns = cares.unknowns();
    this.afterTrouble = afterTrouble;
  }

  /** Something may wait in lanes that nobody knows of. Any thread. */
  void again() {
    stale = true;
  }

  boolean works() {
    return works;
  }

  /** Reads what has to be known to go on. */
  void run(Instant now) {
    if (!untilTry.isOver(now)) {
      return;
    }
    try {
      if (stale || untilLook.isOver(now)) {
        lookAtAll(now);
      }
      read(now);
      works = true;
    } catch (RuntimeException e) {
      if (works) {
        log.error("Waiting notices cannot be read; answers go on", e);
      }
      works = false;
      stale = true;
      untilTry = new Rest(now, now.plus(afterTrouble));
    }
  }

  /** How long until there is something to read for another reason than a lane that may go. */
  Duration untilNext(Instant now) {
    Duration trouble = untilTry.left(now);
    if (!trouble.isZero()) {
      return trouble;
    }
    return stale ? Duration.ZERO : untilLook.left(now);
  }

  private void lookAtAll(Instant now) {
    stale = false;
    wakeUnknown(now);
    int woken = store.wakeHeld(now);
    if (woken > 0) {
      log.debug("{} notices are held back no longer", woken);
    }
    Map<ChatAddress, Long> waiting = store.lanes();
    exclusive.run(() -> lanes.seen(waiting.keySet()));
    if (backlog.counted(waiting, now)) {
      stale = true;
    }
    Instant latest = now.plus(BETWEEN);
    Instant next = store.nextDue(now).filter(due -> due.isBefore(latest)).orElse(latest);
    untilLook = new Rest(now, next);
  }

  /** Sending works again: nothing is to wait for that. */
  private void wakeUnknown(Instant now) {
    if (!unknowns.take()) {
      return;
    }
    try {
      int woken = store.retryAtOnce(Refusal.OUTCOME_UNKNOWN.name(), now);
      if (woken > 0) {
        log.info("{} notices with unknown outcomes are sent again, since others arrive", woken);
      }
    } catch (RuntimeException e) {
      unknowns.putBack();
      throw e;
    }
  }

  private void read(Instant now) {
    List<NoticeLanes.Wanted> wanted =
        exclusive.get(() -> lanes.beginRead(lane -> traffic.waitToRead(lane, now), now, AT_ONCE));
    int done = 0;
    try {
      for (NoticeLanes.Wanted each : wanted) {
        Optional<Delivery> head = head(each, now);
        exclusive.run(() -> lanes.endRead(each.lane(), head));
        done++;
      }
    } finally {
      List<NoticeLanes.Wanted> left = wanted.subList(done, wanted.size());
      exclusive.run(() -> left.forEach(each -> lanes.notRead(each.lane())));
    }
  }

  private Optional<Delivery> head(NoticeLanes.Wanted wanted, Instant now) {
    Optional<Delivery> starving =
        wanted.oldest()
            ? store.oldest(wanted.lane(), now).filter(d -> isStarving(d, now))
            : Optional.empty();
    return starving.or(() -> store.waiting(wanted.lane(), now, 1).stream().findFirst());
  }

  private static boolean isStarving(Delivery delivery, Instant now) {
    return delivery.fact().at().plus(STARVING).isBefore(now);
  }
}
