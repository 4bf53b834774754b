package drover.emulator;

import java.util.Map;
import java.util.Optional;

/**
 * A character reference, named or numeric, that begins with an ampersand; the semicolon may be
 * missing.
 *
 * @param end index just after it
 */
record HtmlReference(int point, int end) {
  private static final Map<String, Integer> NAMED =
      Map.of("lt", (int) '<', "gt", (int) '>', "amp", (int) '&', "quot", (int) '"');
  private static final int LONGEST = 9;

  /** Reads the reference at an ampersand; empty when Telegram leaves the ampersand as it is. */
  static Optional<HtmlReference> at(String source, int ampersand) {
    int begin = ampersand + 1;
    if (begin < source.length() && source.charAt(begin) == '#') {
      return numeric(source, ampersand);
    }
    int end = begin;
    while (end < source.length() && isLetter(source.charAt(end))) {
      end++;
    }
    Integer point = NAMED.get(source.substring(begin, end));
    return point == null
        ? Optional.empty()
        : Optional.of(new HtmlReference(point, afterSemicolon(source, end)));
  }

  private static Optional<HtmlReference> numeric(String source, int ampersand) {
    int begin = ampersand + 2;
    boolean hex = begin < source.length() && source.charAt(begin) == 'x';
    begin += hex ? 1 : 0;
    int radix = hex ? 16 : 10;
    int end = begin;
    long point = 0;
    while (end < source.length()
        && source.charAt(end) < 128
        && Character.digit(source.charAt(end), radix) >= 0) {
      point = Math.min(point * radix + Character.digit(source.charAt(end), radix), 1L << 32);
      end++;
    }
    if (point == 0 || point >= 0x10ffff || end - ampersand > LONGEST) {
      return Optional.empty();
    }
    return Optional.of(new HtmlReference((int) point, afterSemicolon(source, end)));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static int afterSemicolon(String source, int end) {
    return end < source.length() && source.charAt(end) == ';' ? end + 1 : end;
  }
}
