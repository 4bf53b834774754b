package drover.subscription;

import drover.session.SessionStatus;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may stand behind {@code status:}, which may cover several statuses. */
public final class StatusWords {
  private StatusWords() {}

  /** Empty for a word that nobody knows. */
  public static Set<SessionStatus> statuses(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "working" -> EnumSet.of(SessionStatus.SPAWNING, SessionStatus.WORKING);
      case "done" -> EnumSet.of(SessionStatus.COMPLETED, SessionStatus.TERMINATED);
      default -> SessionStatus.parse(word).map(Set::of).orElse(Set.of());
    };
  }
}
