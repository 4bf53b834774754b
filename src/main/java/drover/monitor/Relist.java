package drover.monitor;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides when to list by itself: at once after a connection, then now and then; oftener while no
 * stream stands. The board's thread only.
 */
final class Relist {
  /** Longer than a server adapter shares one answer among calls close together. */
  private static final Duration AFTER_SHARED = Duration.ofSeconds(3);

  private final MonitorConfig config;
  private Instant next;
  private Duration wait = Duration.ZERO;
  private Instant fresh = Instant.MIN;
  private boolean connected;
  private boolean catchingUp;
  private boolean running;

  Relist(MonitorConfig config, Instant now) {
    this.config = config;
    this.next = now;
  }

  void connected(Instant now) {
    connected = true;
    catchingUp = true;
    fresh = now;
    next(now, Duration.ZERO);
  }

  void disconnected(Instant now) {
    connected = false;
    soonest(now, config.pollInterval());
  }

  /** Wants a list soon: something was missed. */
  void want(Instant now) {
    soonest(now, AFTER_SHARED);
  }

  /** True once when it is time; then one is on its way until an answer. */
  boolean take(Instant now) {
    if (fresh.isAfter(now)) {
      fresh = now;
    }
    if (running || Due.isAhead(next, now, wait)) {
      return false;
    }
    running = true;
    return true;
  }

  /** The list that was taken has come back, with whatever end. */
  void done() {
    running = false;
  }

  /** A list came, whoever asked for it. One asked before the connection stood is not enough. */
  void answered(Instant askedAt, Instant now) {
    catchingUp &= askedAt.isBefore(fresh);
    next(
        now,
        askedAt.isBefore(fresh)
            ? AFTER_SHARED
            : connected ? config.relistInterval() : config.pollInterval());
  }

  void failed(Instant now, Duration atLeast) {
    catchingUp = false;
    Duration poll = config.pollInterval();
    next(now, atLeast.compareTo(poll) > 0 ? atLeast : poll);
  }

  /** Whether the list that every new connection needs is still to come. */
  boolean isCatchingUp() {
    return catchingUp;
  }

  /** When to look again; far away while one is on its way. */
  Instant due(Instant now) {
    return running ? now.plus(config.relistInterval()) : next;
  }

  private void soonest(Instant now, Duration after) {
    if (now.plus(after).isBefore(next)) {
      next(now, after);
    }
  }

  private void next(Instant now, Duration after) {
    next = now.plus(after);
    wait = after;
  }
}
