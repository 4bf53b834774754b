package drover.view;

/** Shortens values before they are put into a message. */
public final class Cut {
  private static final String ELLIPSIS = "…";

  private Cut() {}

  /** At most {@code most} UTF-16 units, an ellipsis at the end when something went. */
  public static String to(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Math.max(0, most - ELLIPSIS.length());
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  /** One line: white space of any kind becomes a single space, then cut. */
  public static String line(String text, int most) {
    int lookAt = Math.min(text.length(), most * 8 + 64);
    return to(text.substring(0, lookAt).replaceAll("[\\s\\p{Z}]+", " ").strip(), most);
  }
}
