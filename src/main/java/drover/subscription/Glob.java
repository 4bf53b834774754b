package drover.subscription;

/** A pattern with {@code *} for anything; without one, a part. Takes time in proportion. */
final class Glob {
  private Glob() {}

  static boolean matches(String pattern, String text) {
    if (pattern.indexOf('*') < 0) {
      return text.contains(pattern);
    }
    String[] parts = pattern.split("\\*+", -1);
    String last = parts[parts.length - 1];
    int from = parts[0].length();
    int to = text.length() - last.length();
    if (from > to || !text.startsWith(parts[0]) || !text.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < parts.length - 1; i++) {
      int at = text.indexOf(parts[i], from);
      from = at + parts[i].length();
      if (at < 0 || from > to) {
        return false;
      }
    }
    return true;
  }
}
