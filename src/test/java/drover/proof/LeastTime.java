package drover.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

  /** One of them and when it was made. */
  public record MadeAt(Made made, Instant at) {}

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

  /**
   * From {@code since} to the last call, when those made before it were made as they were and the
   * later ones wait for nothing but the limits: what was sent early may have used them up.
   *
   * @param calls in the order of their times
   */
  public static Duration after(Instant since, List<MadeAt> calls) {
    Map<Long, Pace> paces = new HashMap<>();
    List<Instant> later = new ArrayList<>();
    List<Instant> overall = new ArrayList<>();
    for (MadeAt call : calls) {
      Pace pace = paces.computeIfAbsent(call.made().chat(), chat -> new Pace());
      boolean early = call.at().isBefore(since);
      Instant at = early ? call.at() : pace.earliest(call.made(), since);
      pace.made(call.made(), at);
      (early ? overall : later).add(at);
    }
    later.stream()
        .sorted()
        .forEach(
            at -> {
              int before = overall.size() - 30;
              Instant free = before < 0 ? at : overall.get(before).plusSeconds(1);
              overall.add(free.isAfter(at) ? free : at);
            });
    return later.isEmpty()
        ? Duration.ZERO
        : Duration.between(since, overall.get(overall.size() - 1));
  }

  /** The limits of one chat, as they were used. */
  private static final class Pace {
    private final List<Instant> ofGroup = new ArrayList<>();
    private Instant even = Instant.EPOCH;

    Instant earliest(Made call, Instant since) {
      Instant earliest = since;
      if (!call.edit()) {
        earliest = later(earliest, even.minusSeconds(2));
      }
      int before = ofGroup.size() - 20;
      if (call.chat() < 0 && before >= 0) {
        earliest = later(earliest, ofGroup.get(before).plusSeconds(60));
      }
      return earliest;
    }

    void made(Made call, Instant at) {
      if (!call.edit()) {
        even = later(even, at).plusSeconds(1);
      }
      if (call.chat() < 0) {
        ofGroup.add(at);
      }
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }
  }

  /** How many whole windows lie between the first of so many calls and the last. */
  private static long windows(int calls, int perWindow) {
    return Math.max(0, calls - 1L) / perWindow;
  }
}
