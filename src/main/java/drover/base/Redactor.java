package drover.base;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Removes secrets from text that comes in from a server or leaves the program: agents' words, logs
 * with their stack traces, chat messages, error lines. Made for plain text and for rendered HTML,
 * whose tags it leaves whole.
 *
 * <p>It knows the configured secrets by value, also as they stand in URLs and markup, and the
 * shapes in which other people's secrets come: keys of common services, tokens of bots and
 * sessions, private keys, passwords in addresses, and whatever is called a password, token or key.
 * Its time grows with the length of the text and no faster. Immutable; any thread.
 */
public final class Redactor {
  static final String STARS = "***";

  private final List<String> values;

  public Redactor(List<Secret> secrets) {
    List<String> all = new ArrayList<>();
    for (Secret secret : secrets) {
      String value = secret.reveal();
      all.add(value);
      all.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
      all.add(inMarkup(value));
    }
    values =
        all.stream().distinct().sorted(Comparator.comparing(String::length).reversed()).toList();
  }

  /** The text itself when there is nothing to remove. */
  public String redact(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, STARS);
    }
    return new SecretScan(clean).redacted();
  }

  /** A value of which only its name may tell that it is secret. */
  public String redact(String name, String value) {
    boolean secret = !SecretName.before(name + "=", name.length()).isEmpty();
    boolean count = value.chars().allMatch(c -> c >= '0' && c <= '9');
    return secret && !count ? STARS : redact(value);
  }

  private static String inMarkup(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
