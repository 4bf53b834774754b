package drover.base;

/** Runs of ASCII characters in a text. */
final class Runs {
  private Runs() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isAlphanumeric(char c) {
    return isDigit(c) || isCapital(c) || (c >= 'a' && c <= 'z');
  }

  /** What stands in Base64 for URLs. */
  static boolean isUrlSafe(char c) {
    return isAlphanumeric(c) || c == '_' || c == '-';
  }

  static int endOfDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static int endOfUrlSafe(String text, int from) {
    int at = from;
    while (at < text.length() && isUrlSafe(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Past spaces and tabs, a few at most. */
  static int endOfBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && at < from + 8 && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
