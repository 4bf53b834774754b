package drover.view;

import drover.session.Agent;
import drover.session.SessionStatus;
import drover.session.Verdict;
import java.util.Locale;

/** The sign and the word for a status. */
public final class Mark {
  private Mark() {}

  public static String of(SessionStatus status) {
    return switch (status) {
      case SPAWNING -> "🔵";
      case WORKING -> "🟢";
      case STALLED -> "🟡";
      case COMPLETED -> "✅";
      case FAILED -> "🔴";
      case TERMINATED -> "⚫";
    };
  }

  public static String of(Agent agent) {
    return of(agent.status());
  }

  /** The word for people; a budget that is used up is no end and must not read like one. */
  static String word(Agent agent) {
    boolean exhausted =
        agent.status() == SessionStatus.FAILED
            && agent.verdict().source() == Verdict.Source.DERIVED;
    return exhausted ? "out of tokens" : agent.status().word();
  }

  /** A name in bold; hostile ones may have nothing that can be seen. */
  static String name(String name, int most) {
    String safe = Html.escape(Cut.line(name, most));
    return "<b>" + (safe.isBlank() ? "Unnamed Agent" : safe) + "</b>";
  }

  static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
