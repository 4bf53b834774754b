package drover.command;

import drover.access.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Until when somebody wants silence, and the words that were left.
 *
 * @param trouble a sentence for the person; empty when all is well
 */
record MuteSpan(Instant until, List<String> rest, String trouble) {
  static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /**
   * Reads {@code 2h}, {@code until 08:00}, {@code until morning}, or nothing for an hour; a filter
   * may stand before or behind.
   */
  static MuteSpan read(
      List<String> typed, Instant now, ZoneId zone, Function<Instant, Instant> morning) {
    Words words = new Words(typed);
    int until = lower(words.rest()).indexOf("until");
    if (until >= 0) {
      return until(words.rest(), until, now, zone, morning);
    }
    Optional<Duration> span = words.takeSpan().flatMap(Words::span);
    List<String> rest = words.rest();
    Optional<String> unreadable =
        rest.stream()
            .filter(word -> span.isEmpty() && word.matches("\\d+(:\\d+)?\\D{0,7}"))
            .findFirst();
    if (unreadable.isPresent()) {
      return wrong(now, "I can't read “" + unreadable.get() + "” as a time");
    }
    if (span.isPresent() && span.get().compareTo(LONGEST) > 0) {
      return wrong(now, "That is too long: silence ends by itself, after 30 days at the latest");
    }
    return new MuteSpan(now.plus(span.orElse(USUAL)), rest, "");
  }

  private static MuteSpan until(
      List<String> words, int at, Instant now, ZoneId zone, Function<Instant, Instant> morning) {
    String word = at + 1 < words.size() ? words.get(at + 1) : "";
    List<String> rest = new ArrayList<>(words.subList(0, at));
    rest.addAll(words.subList(Math.min(words.size(), at + 2), words.size()));
    if (word.equalsIgnoreCase("morning")) {
      return new MuteSpan(morning.apply(now), rest, "");
    }
    Optional<LocalTime> time = WallClock.parse(word);
    return time.isEmpty()
        ? wrong(now, "I can't read “" + word + "” as a time of day")
        : new MuteSpan(WallClock.next(time.get(), now, zone), rest, "");
  }

  private static MuteSpan wrong(Instant now, String trouble) {
    return new MuteSpan(now, List.of(), trouble);
  }

  private static List<String> lower(List<String> words) {
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }
}
