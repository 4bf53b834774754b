package drover.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options among a call's words: those of the form {@code key:value}. */
final class Words {
  private final List<String> rest;

  Words(List<String> words) {
    this.rest = new ArrayList<>(words);
  }

  /** Takes an option out; empty when it is not there. */
  Optional<String> take(String key) {
    for (int i = 0; i < rest.size(); i++) {
      if (rest.get(i).startsWith(key + ":")) {
        return Optional.of(rest.remove(i).substring(key.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** Takes a number out; empty when it is missing or none. */
  Optional<Integer> takeNumber(String key) {
    return take(key).flatMap(Words::number);
  }

  /** Takes a plain word out; returns whether it was there. */
  boolean takeWord(String word) {
    return rest.remove(word);
  }

  /** Takes the first time span out, as typed. */
  Optional<String> takeSpan() {
    Optional<String> span = rest.stream().filter(w -> span(w).isPresent()).findFirst();
    span.ifPresent(rest::remove);
    return span;
  }

  List<String> rest() {
    return List.copyOf(rest);
  }

  /** "30m", "6h", "7d", "2w": at most ten years. */
  static Optional<Duration> span(String word) {
    if (!word.matches("\\d{1,4}[mhdwMHDW]")) {
      return Optional.empty();
    }
    long count = Long.parseLong(word.substring(0, word.length() - 1));
    Duration span =
        switch (word.substring(word.length() - 1).toLowerCase(Locale.ROOT)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofDays(7 * count);
        };
    boolean usable = !span.isZero() && span.compareTo(Duration.ofDays(3660)) <= 0;
    return usable ? Optional.of(span) : Optional.empty();
  }

  static Optional<Integer> number(String word) {
    return word.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(word)) : Optional.empty();
  }
}
