package drover.base;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes secrets from text that leaves the program: logs with their stack traces, chat messages,
 * error lines.
 *
 * <p>It knows the configured secrets by value, also URL-encoded, and the shapes of bot tokens and
 * bearer headers. Immutable; any thread.
 */
public final class Redactor {
  private static final String STARS = "***";
  private static final Pattern BOT_TOKEN =
      Pattern.compile("\\d{6,12}(?::|%3[Aa])[A-Za-z0-9_-]{30,}");
  private static final Pattern BEARER =
      Pattern.compile("(?i)\\b(bearer\\s+)[A-Za-z0-9._~+/=-]{4,}");

  private final List<String> values;

  public Redactor(List<Secret> secrets) {
    List<String> all = new ArrayList<>();
    for (Secret secret : secrets) {
      all.add(secret.reveal());
      all.add(URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8));
    }
    values =
        all.stream().distinct().sorted(Comparator.comparing(String::length).reversed()).toList();
  }

  public String redact(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, STARS);
    }
    if (clean.indexOf(':') >= 0 || clean.indexOf('%') >= 0) {
      clean = BOT_TOKEN.matcher(clean).replaceAll(STARS);
    }
    return BEARER.matcher(clean).replaceAll("$1" + STARS);
  }
}
