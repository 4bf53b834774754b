package drover.view;

/** The one escape function, and the few tags that Telegram knows. */
public final class Html {
  private Html() {}

  /**
   * Makes hostile text safe to stand in markup: escapes it and removes what could reorder or hide
   * our own words (control, bidirectional and zero-width characters, lone surrogates). Line breaks
   * and tabs stay; the joiner inside emoji stays.
   */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(safe, point));
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

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '&' -> safe.append("&amp;");
      case '"' -> safe.append("&quot;");
      case '\n', '\t' -> safe.append((char) point);
      case '\r' -> {}
      default -> {
        if (isVisible(point)) {
          safe.appendCodePoint(point);
        }
      }
    }
  }

  private static boolean isVisible(int point) {
    boolean bidirectional =
        (point >= 0x202A && point <= 0x202E)
            || (point >= 0x2066 && point <= 0x2069)
            || point == 0x200E
            || point == 0x200F
            || point == 0x061C;
    boolean zeroWidth = point == 0x200B || point == 0x200C || point == 0x2060 || point == 0xFEFF;
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    boolean tag = point >= 0xE0000 && point <= 0xE007F;
    return !Character.isISOControl(point)
        && !bidirectional
        && !zeroWidth
        && !surrogate
        && !tag
        && point != 0x2028
        && point != 0x2029;
  }
}
