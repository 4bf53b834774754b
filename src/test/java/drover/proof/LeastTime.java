package drover.proof;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The least time in which Telegram takes a set of calls, by the published model of its limits and
 * by nothing of ours: a message a second to one chat after a burst of three, twenty a minute to one
 * group with edits counted, thirty a second over all.
 */
public final class LeastTime {
  private LeastTime() {}

  /** A message or an edit that was made. */
  public record Made(long chat, boolean edit) {}

  /** From the first call to the last, wherever the calls wait for nothing but the limits. */
  public static Duration of(Collection<Made> calls) {
    Map<Long, Integer> messages = new HashMap<>();
    Map<Long, Integer> inGroups = new HashMap<>();
    for (Made call : calls) {
      if (!call.edit()) {
        messages.merge(call.chat(), 1, Integer::sum);
      }
      if (call.chat() < 0) {
        inGroups.merge(call.chat(), 1, Integer::sum);
      }
    }
    long seconds = windows(calls.size(), 30);
    for (int count : messages.values()) {
      seconds = Math.max(seconds, count - 3L);
    }
    for (int count : inGroups.values()) {
      seconds = Math.max(seconds, 60 * windows(count, 20));
    }
    return Duration.ofSeconds(seconds);
  }

  /** How many whole windows lie between the first of so many calls and the last. */
  private static long windows(int calls, int perWindow) {
    return Math.max(0, calls - 1L) / perWindow;
  }
}
