package drover.base;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody probably meant. */
public final class NearMiss {
  private static final int LONGEST = 48;

  private NearMiss() {}

  private record Scored(String candidate, int distance) {}

  /**
   * The nearest first; none that differs in more than a third of what was typed. Case does not
   * count, nor whether words are joined by a hyphen or an underscore.
   */
  public static List<String> among(String typed, List<String> candidates, int most) {
    String wanted = cut(typed);
    int allowed = (wanted.length() + 1) / 3;
    return candidates.stream()
        .map(candidate -> new Scored(candidate, distance(wanted, cut(candidate))))
        .filter(scored -> scored.distance() <= allowed)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
        .limit(most)
        .map(Scored::candidate)
        .toList();
  }

  /** Changes of one character between the two; containing the other counts as one. */
  private static int distance(String typed, String candidate) {
    if (typed.length() >= 3 && candidate.contains(typed)) {
      return 1;
    }
    int[] row = new int[candidate.length() + 1];
    for (int j = 0; j <= candidate.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= typed.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= candidate.length(); j++) {
        int above = row[j];
        int same = typed.charAt(i - 1) == candidate.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + same);
        diagonal = above;
      }
    }
    return row[candidate.length()];
  }

  private static String cut(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('_', '-');
    return lower.length() > LONGEST ? lower.substring(0, LONGEST) : lower;
  }
}
