package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All limits together: one chat, one group, all chats; at most one call in flight a chat. Chats are
 * numbers here, since a chat's topics share its limits.
 *
 * <p>Says how long to wait; never sleeps, never reads a clock. Not thread-safe.
 */
final class SendPace {
  private static final int TIDY_ABOVE = 512;

  private final SendLimits limits;
  private final FlightWindow overall;
  private final Map<Long, Chat> chats = new HashMap<>();
  private int tidyAbove = TIDY_ABOVE;

  SendPace(SendLimits limits) {
    this.limits = limits;
    overall = new FlightWindow(limits.overall(), limits.overallWindow().plus(limits.margin()));
  }

  /** How long until any chat may be written to. */
  Duration waitForAll(Instant now) {
    return overall.waitFor(now);
  }

  /** How long until this chat may, for all that it knows itself. */
  Duration waitFor(long chat, Instant now) {
    Chat pace = chats.get(chat);
    return pace == null ? Duration.ZERO : pace.waitFor(now);
  }

  /** Whether this chat might take another right after one that went now. */
  boolean hasTwo(long chat, Instant now) {
    if (!overall.hasTwo(now)) {
      return false;
    }
    Chat pace = chats.get(chat);
    return pace == null ? limits.burst() > 1 : pace.hasTwo(now);
  }

  boolean isBusy(long chat) {
    Chat pace = chats.get(chat);
    return pace != null && pace.busy;
  }

  void began(long chat) {
    overall.began();
    chat(chat).began();
  }

  /**
   * @param counted whether a request left
   */
  void ended(long chat, Instant now, boolean counted) {
    if (counted) {
      overall.ended(now);
    } else {
      overall.cancelled();
    }
    chat(chat).ended(now, counted);
    if (chats.size() > tidyAbove) {
      chats.values().removeIf(c -> c.idle(now));
      tidyAbove = Math.max(TIDY_ABOVE, chats.size() * 2);
    }
  }

  private Chat chat(long chat) {
    return chats.computeIfAbsent(chat, c -> new Chat(limits, ChatAddress.of(c).isGroup()));
  }

  private static final class Chat {
    private final BurstSpacing spacing;
    private final @Nullable FlightWindow group;
    private boolean busy;

    Chat(SendLimits limits, boolean isGroup) {
      spacing = new BurstSpacing(limits.burst(), limits.interval().plus(limits.margin()));
      group =
          isGroup
              ? new FlightWindow(limits.perGroup(), limits.groupWindow().plus(limits.margin()))
              : null;
    }

    Duration waitFor(Instant now) {
      Duration own = spacing.waitFor(now);
      Duration shared = group == null ? Duration.ZERO : group.waitFor(now);
      return own.compareTo(shared) > 0 ? own : shared;
    }

    boolean hasTwo(Instant now) {
      return spacing.hasTwo(now) && (group == null || group.hasTwo(now));
    }

    void began() {
      busy = true;
      if (group != null) {
        group.began();
      }
    }

    void ended(Instant now, boolean counted) {
      busy = false;
      if (counted) {
        spacing.ended(now);
      }
      if (group != null && counted) {
        group.ended(now);
      } else if (group != null) {
        group.cancelled();
      }
    }

    boolean idle(Instant now) {
      return !busy && spacing.idle(now) && (group == null || group.idle(now));
    }
  }
}
