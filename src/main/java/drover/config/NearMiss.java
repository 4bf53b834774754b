package drover.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
final class NearMiss {
  private NearMiss() {}

  /** The nearest of the words when at most a third of it differs; else null. */
  static @Nullable String of(String typed, List<String> words) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String word : words) {
      int distance = distance(normal(typed), normal(word));
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    return best != null && least <= Math.max(2, best.length() / 3) ? best : null;
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Levenshtein's: insertions, deletions and replacements. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
