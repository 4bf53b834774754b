package drover.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a chat wants to hear. */
public enum Level {
  /** Starts as well. */
  EVERYTHING,
  /** Stalls, ends and failures. */
  NORMAL,
  /** Only what may need a person. */
  PROBLEMS;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Level> parse(String word) {
    return Arrays.stream(values())
        .filter(l -> l.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
