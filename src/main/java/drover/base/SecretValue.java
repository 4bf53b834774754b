package drover.base;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the value stands that follows a secret's name and sign. */
record SecretValue(int from, int to) {
  /** Values that say that there is none. */
  private static final List<String> NOTHING =
      List.of("", "null", "nil", "none", "undefined", "true", "false", "required", "missing");

  /** What stands for a value that somebody else put away. */
  private static final List<String> PUT_AWAY = List.of(Redactor.STARS, "${", "{{", "$(");

  private static final List<String> SCHEMES =
      List.of("basic", "bearer", "digest", "token", "negotiate", "ntlm", "apikey", "key");

  private static final int SHORTEST_IN_PROSE = 8;
  private static final int LONGEST_IN_PROSE = 200;
  private static final int LOOK_AHEAD = 40;

  /**
   * Null when what follows gives nothing away.
   *
   * @param name the ending of the name before the sign
   */
  static @Nullable SecretValue after(String text, int sign, String name) {
    boolean equation = text.charAt(sign) == '=';
    boolean compared = text.startsWith("==", sign);
    boolean twoSigns = compared || text.startsWith("=>", sign) || text.startsWith(":=", sign);
    int from = Runs.endOfBlanks(text, sign + (twoSigns ? 2 : 1));
    int opening = text.startsWith("\\", from) ? from + 1 : from;
    String quote = SecretName.quoteAt(text, opening);
    int begin = quote.isEmpty() ? from : opening + quote.length();
    for (String away : PUT_AWAY) {
      if (text.startsWith(away, begin)) {
        return null;
      }
    }
    if (name.equals("cookie")) {
      return equation ? null : telling(text, from, endOfLine(text, from));
    }
    if (!quote.isEmpty()) {
      return telling(text, begin, endOfQuoted(text, begin, quote, opening > from));
    }
    if (compared) {
      return null;
    }
    if (name.equals("authorization")) {
      return authorization(text, from);
    }
    int to = endOfWord(text, from);
    boolean prose = !equation && SecretName.quoteBefore(text, sign) == 0;
    return isCertain(name, text.substring(from, to), prose) ? telling(text, from, to) : null;
  }

  private static @Nullable SecretValue telling(String text, int from, int to) {
    boolean longer = to - from > LOOK_AHEAD;
    return longer || !NOTHING.contains(lower(text, from, to)) ? new SecretValue(from, to) : null;
  }

  private static String lower(String text, int from, int to) {
    return text.substring(from, to).strip().toLowerCase(Locale.ROOT);
  }

  /** The scheme stays; a value without one goes. */
  private static @Nullable SecretValue authorization(String text, int from) {
    int to = endOfWord(text, from);
    int second = Runs.endOfBlanks(text, to);
    boolean scheme = to - from <= LOOK_AHEAD && SCHEMES.contains(lower(text, from, to));
    return scheme && second > to
        ? telling(text, second, endOfWord(text, second))
        : telling(text, from, to);
  }

  /** In prose, {@code token: } is often followed by an ordinary word; and counts are not secret. */
  private static boolean isCertain(String name, String value, boolean prose) {
    if (name.startsWith("pass") || value.length() > LONGEST_IN_PROSE) {
      return true;
    }
    if (value.chars().allMatch(c -> c >= '0' && c <= '9')
        || (name.equals("pwd") && value.startsWith("/"))) {
      return false; // a count; the working directory
    }
    boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
    return !prose || (digit && value.length() >= SHORTEST_IN_PROSE);
  }

  private static int endOfLine(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '<') {
      at++;
    }
    return at;
  }

  /**
   * Up to the quote that closes, else to the end of the line.
   *
   * @param escaped whether the quotes themselves stand in a quoted text
   */
  private static int endOfQuoted(String text, int from, String quote, boolean escaped) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '<') {
      boolean backslash = text.charAt(at) == '\\';
      if (text.startsWith(quote, escaped && backslash ? at + 1 : at)) {
        return at;
      }
      at += backslash && at + 1 < text.length() ? 2 : 1;
    }
    return at;
  }

  /** Up to what parts words, or parts one setting from the next. */
  private static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c <= ' ' || "\"'`<>\\".indexOf(c) >= 0) {
        return at;
      }
      int width = text.startsWith("&amp;", at) ? 5 : 1;
      boolean parts = c == '&' || c == ',' || c == ';';
      if (parts && (beginsAnother(text, at + width) || isMarkup(text, at))) {
        return at;
      }
      at += width;
    }
    return at;
  }

  private static boolean isMarkup(String text, int at) {
    return text.startsWith("&lt;", at)
        || text.startsWith("&gt;", at)
        || text.startsWith("&quot;", at)
        || text.startsWith("&#", at);
  }

  private static boolean beginsAnother(String text, int from) {
    int at = from;
    while (at < text.length() && at < from + LOOK_AHEAD && Runs.isUrlSafe(text.charAt(at))) {
      at++;
    }
    return at == text.length()
        || text.charAt(at) <= ' '
        || (at > from && (text.charAt(at) == '=' || text.charAt(at) == ':'));
  }
}
