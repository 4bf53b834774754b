package drover.view;

/** The one escape function, and the few tags that Telegram knows. */
public final class Html {
  private Html() {}

  /**
   * Makes hostile text safe to stand in markup: escapes it, and removes what could reorder, hide or
   * overprint our own words. Line breaks and tabs stay.
   */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    Visible visible = new Visible();
    text.codePoints().filter(visible::keeps).forEach(point -> append(safe, point));
    return safe.toString();
  }

  public static String bold(String text) {
    return "<b>" + escape(text) + "</b>";
  }

  /** Shown in a fixed width; a tap copies it. */
  public static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  /** A block that opens with a tap when it is long. */
  public static String quote(String text) {
    return "<blockquote expandable>" + escape(text) + "</blockquote>";
  }

  /**
   * The same for where there is no markup: labels of buttons, words over a button. What cannot be
   * seen goes, what it says stays.
   */
  public static String visible(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    Visible visible = new Visible();
    text.codePoints().filter(visible::keeps).forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '&' -> safe.append("&amp;");
      case '"' -> safe.append("&quot;");
      default -> safe.appendCodePoint(point);
    }
  }
}
