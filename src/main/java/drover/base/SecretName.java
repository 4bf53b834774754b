package drover.base;

import java.util.List;

/** What secrets are called where they stand beside their name. */
final class SecretName {
  /** Endings of names, without what joins their words. */
  private static final List<String> ENDINGS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "apikey",
          "accesskey",
          "secretkey",
          "privatekey",
          "encryptionkey",
          "signingkey",
          "credential",
          "credentials",
          "authorization",
          "cookie");

  private static final String LAST_LETTERS = "dtnyles";
  private static final List<String> QUOTES = List.of("&quot;", "&#39;", "&#x27;", "\"", "'", "`");
  private static final int LONGEST = 64;

  private SecretName() {}

  /** The ending that tells, of the name that this sign follows; empty for ordinary names. */
  static String before(String text, int sign) {
    int end = sign;
    while (end > 0 && sign - end < 3 && Runs.isBlank(text.charAt(end - 1))) {
      end--;
    }
    end -= quoteBefore(text, end);
    if (end > 0 && text.charAt(end - 1) == '\\') {
      end--;
    }
    if (end == 0 || LAST_LETTERS.indexOf(Character.toLowerCase(text.charAt(end - 1))) < 0) {
      return "";
    }
    StringBuilder reversed = new StringBuilder();
    for (int at = end - 1; at >= 0 && end - at < LONGEST && mayStand(text.charAt(at)); at--) {
      char c = text.charAt(at);
      if (Runs.isAlphanumeric(c)) {
        reversed.append(Character.toLowerCase(c));
      }
    }
    String name = reversed.reverse().toString();
    return ENDINGS.stream().filter(name::endsWith).findFirst().orElse("");
  }

  /** How long the quote is that closes there, as behind a name in JSON; 0: none does. */
  static int quoteBefore(String text, int end) {
    return QUOTES.stream()
        .filter(quote -> text.startsWith(quote, end - quote.length()))
        .mapToInt(String::length)
        .findFirst()
        .orElse(0);
  }

  /** The quote that opens there; empty when none does. */
  static String quoteAt(String text, int from) {
    return QUOTES.stream().filter(quote -> text.startsWith(quote, from)).findFirst().orElse("");
  }

  private static boolean mayStand(char c) {
    return Runs.isUrlSafe(c) || c == '.';
  }
}
