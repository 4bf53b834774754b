package drover.view;

import drover.session.Session;
import java.text.Bidi;

/** People's and agents' names in a line of ours. */
final class Names {
  private static final String ISOLATE = "\u2068";
  private static final String END_ISOLATE = "\u2069";

  private Names() {}

  /**
   * Escaped and cut. A name in a script that runs from right to left is kept apart, so that it does
   * not turn around the words and figures beside it.
   */
  static String html(String name, int most) {
    return html(name, most, Session.UNNAMED);
  }

  /** The same for a person. */
  static String person(String name, int most) {
    return html(name, most, "somebody");
  }

  private static String html(String name, int most, String unnamed) {
    String safe = Html.escape(Cut.line(name, most));
    if (safe.isBlank()) {
      return unnamed;
    }
    boolean turns = Bidi.requiresBidi(safe.toCharArray(), 0, safe.length());
    return turns ? ISOLATE + safe + END_ISOLATE : safe;
  }
}
