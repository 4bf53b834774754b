package drover.base;

import org.jspecify.annotations.Nullable;

/**
 * Goes once through a text and replaces what has the shape of a secret. One thread, one text.
 *
 * <p>Every shape looks at every character a few times at most: what was no key is remembered, so
 * that no hostile line makes it start over and over.
 */
final class SecretScan {
  private static final int SHORTEST_BOT_ID = 6;
  private static final int SHORTEST_BOT_KEY = 30;
  private static final int SHORTEST_JWT_PART = 8;
  private static final int SHORTEST_CREDENTIAL = 4;
  private static final String JWT = "eyJ";
  private static final String BEARER = "bearer";
  private static final String PEM = "-----BEGIN ";
  private static final String PEM_KIND = "PRIVATE KEY";
  private static final String PEM_END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LONGEST_PEM_HEAD = 64;

  private final String text;
  private int noJwtBefore;
  private int copied;

  // Most texts need neither.
  private int @Nullable [] noKeyBefore;
  private @Nullable StringBuilder clean;

  SecretScan(String text) {
    this.text = text;
  }

  /** The text itself when nothing in it looks like a secret. */
  String redacted() {
    int at = 0;
    char before = ' ';
    while (at < text.length()) {
      char c = text.charAt(at);
      int next = at + 1;
      if (Runs.isAlphanumeric(c)) {
        if (Runs.isDigit(c) ? !Runs.isDigit(before) : !Runs.isAlphanumeric(before)) {
          next = Math.max(next, Runs.isDigit(c) ? botToken(at) : word(at, c));
        }
      } else if (c == ':' || c == '=' || c == '-') {
        next = Math.max(next, sign(at, c));
      }
      before = text.charAt(next - 1);
      at = next;
    }
    return clean == null ? text : clean.append(text, copied, text.length()).toString();
  }

  /** As all that looks at a place, returns where to go on. */
  private int sign(int at, char c) {
    if (c == '-') {
      return text.startsWith(PEM, at) ? privateKey(at) : at;
    }
    int address = text.startsWith("://", at) ? ofAddress(at + 3) : at;
    return address > at ? address : named(at);
  }

  private int word(int at, char first) {
    char second = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (first == 'e' && text.startsWith(JWT, at)) {
      return jsonWebToken(at);
    }
    if ((first == 'b' || first == 'B')
        && text.regionMatches(true, at, BEARER, 0, BEARER.length())) {
      return bearer(at + BEARER.length());
    }
    return KeyShape.mayBegin(first, second) ? key(at) : at;
  }

  private int key(int at) {
    if (noKeyBefore == null) {
      noKeyBefore = new int[KeyShape.ALL.size()];
    }
    for (int i = 0; i < noKeyBefore.length; i++) {
      KeyShape shape = KeyShape.ALL.get(i);
      if (at >= noKeyBefore[i] && text.startsWith(shape.prefix(), at)) {
        int end = shape.end(text, at);
        if (end > 0) {
          return cut(at, end);
        }
        noKeyBefore[i] = ~end;
      }
    }
    return at;
  }

  /** {@code 123456789:AA…}, the colon perhaps encoded. */
  private int botToken(int at) {
    int colon = Runs.endOfDigits(text, at);
    if (colon - at < SHORTEST_BOT_ID || colon == text.length()) {
      return colon;
    }
    int key =
        text.charAt(colon) == ':'
            ? colon + 1
            : text.regionMatches(true, colon, "%3A", 0, 3) ? colon + 3 : -1;
    if (key < 0) {
      return colon;
    }
    int end = Runs.endOfUrlSafe(text, key);
    return end - key >= SHORTEST_BOT_KEY && isRandom(key, end) ? cut(at, end) : colon;
  }

  /** Whether it is neither words nor hex. */
  private boolean isRandom(int from, int to) {
    boolean capital = false;
    boolean beyondHex = false;
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      capital |= Runs.isCapital(c);
      beyondHex |= c != '-' && Character.digit(c, 16) < 0;
    }
    return capital && beyondHex;
  }

  private int jsonWebToken(int at) {
    if (at < noJwtBefore) {
      return at;
    }
    int end = at;
    for (int part = 0; part < 3; part++) {
      int begin = part == 0 ? at : end + 1;
      if (part > 0 && (end >= text.length() || text.charAt(end) != '.')) {
        return noJwt(end, at);
      }
      end = Runs.endOfUrlSafe(text, begin);
      if (part < 2 && end - begin < SHORTEST_JWT_PART) {
        return noJwt(end, at);
      }
    }
    return cut(at, end);
  }

  private int noJwt(int before, int at) {
    noJwtBefore = Math.max(noJwtBefore, Math.min(before, Runs.endOfUrlSafe(text, at)));
    return at;
  }

  /** What follows the word and blanks, when it may be a key. */
  private int bearer(int at) {
    int from = Runs.endOfBlanks(text, at);
    int end = from;
    while (end < text.length() && isOfCredential(text.charAt(end))) {
      end++;
    }
    return from > at && end - from >= SHORTEST_CREDENTIAL ? cut(from, end) : from;
  }

  private static boolean isOfCredential(char c) {
    return Runs.isAlphanumeric(c) || "._~+/=-".indexOf(c) >= 0;
  }

  /** The password in {@code ://user:password@host}. */
  private int ofAddress(int from) {
    int colon = -1;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '@' && colon >= 0) {
        return at > colon + 1 ? cut(colon + 1, at) : at;
      }
      if (c == ':' && colon < 0) {
        colon = at;
      }
      if (c <= ' ' || "/?#<>\"'@".indexOf(c) >= 0) {
        break;
      }
    }
    return from - 1;
  }

  private int named(int sign) {
    String name = SecretName.before(text, sign);
    SecretValue value = name.isEmpty() ? null : SecretValue.after(text, sign, name);
    return value == null ? sign : cut(value.from(), value.to());
  }

  /**
   * A whole block; one whose end was cut off goes to the end of the text. Markup is never part of
   * one.
   */
  private int privateKey(int at) {
    int head = text.indexOf(DASHES, at + PEM.length());
    String kind = head < 0 || head - at > LONGEST_PEM_HEAD ? "" : text.substring(at, head);
    if (!kind.contains(PEM_KIND) || kind.indexOf('<') >= 0) {
      return at + PEM.length();
    }
    int end = head;
    while (end < text.length() && text.charAt(end) != '<') {
      if (text.charAt(end) == '-' && text.startsWith(PEM_END, end)) {
        int last = text.indexOf(DASHES, end + PEM_END.length());
        boolean near =
            last >= 0
                && last - end <= LONGEST_PEM_HEAD
                && text.substring(end, last).indexOf('<') < 0;
        return cut(at, near ? last + DASHES.length() : end);
      }
      end++;
    }
    return cut(at, end);
  }

  private int cut(int from, int to) {
    if (clean == null) {
      clean = new StringBuilder(text.length());
    }
    clean.append(text, copied, from).append(Redactor.STARS);
    copied = to;
    return to;
  }
}
