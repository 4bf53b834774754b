package drover.emulator;

import drover.base.SlidingLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The model of Telegram's limits: a message a second to one chat with bursts of three, twenty a
 * minute to one group with edits counted, thirty a second over all chats. Any thread.
 */
public final class RateLimits {
  private static final Duration SPACING = Duration.ofSeconds(1);
  private static final int BURST = 3;
  private static final int GROUP_PERMITS = 20;
  private static final Duration GROUP_WINDOW = Duration.ofMinutes(1);
  private static final int ALL_PERMITS = 30;
  private static final Duration ALL_WINDOW = Duration.ofSeconds(1);

  private final Clock clock;
  private final Map<Long, Instant> paidUntil = new HashMap<>();
  private final Map<Long, SlidingLimit> groups = new HashMap<>();
  private SlidingLimit all = new SlidingLimit(ALL_PERMITS, ALL_WINDOW);
  private boolean on;
  private long refused;

  RateLimits(Clock clock, boolean on) {
    this.clock = clock;
    this.on = on;
  }

  /** Switches the limits on or off; what was counted before is forgotten. */
  public synchronized void on(boolean now) {
    on = now;
    paidUntil.clear();
    groups.clear();
    all = new SlidingLimit(ALL_PERMITS, ALL_WINDOW);
  }

  /** How many calls broke a limit and were refused with 429. */
  public synchronized long refused() {
    return refused;
  }

  /** Takes a place for a message or an edit, or throws 429 and takes none. */
  synchronized void admit(long chat, boolean group, boolean edit) {
    if (!on) {
      return;
    }
    Instant now = clock.instant();
    SlidingLimit perGroup =
        groups.computeIfAbsent(chat, id -> new SlidingLimit(GROUP_PERMITS, GROUP_WINDOW));
    Duration wait = all.waitFor(1, now);
    if (group) {
      wait = longer(wait, perGroup.waitFor(1, now));
    }
    Instant paid = paidUntil.getOrDefault(chat, Instant.MIN);
    Instant from = paid.isAfter(now) ? paid : now;
    if (!edit) {
      Duration credit = SPACING.multipliedBy(BURST - 1L);
      wait = longer(wait, Duration.between(now.plus(credit), from));
    }
    if (wait.compareTo(Duration.ZERO) > 0) {
      refused++;
      throw ApiRefusal.tooManyRequests(wait.plusMillis(999).toSeconds(), Verdict.LIMITED);
    }
    Duration taken = all.tryTake(now).plus(group ? perGroup.tryTake(now) : Duration.ZERO);
    if (!taken.isZero()) {
      throw new IllegalStateException("A place was free and then was not");
    }
    if (!edit) {
      paidUntil.put(chat, from.plus(SPACING));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
