package drover.config;

import drover.base.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values. Each method throws IllegalArgumentException that says what to write instead. */
final class Parse {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern BOT_TOKEN = Pattern.compile("\\d{3,20}:[A-Za-z0-9_-]{10,100}");

  private static final Pattern CHAT = Pattern.compile("(-?[1-9]\\d{0,14})(?::([1-9]\\d{0,8}))?");

  private Parse() {}

  static Secret secret(String text) {
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
      throw new IllegalArgumentException("must not hold spaces or characters outside ASCII");
    }
    return new Secret(text);
  }

  static Secret botToken(String text) {
    if (!BOT_TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "is not a bot token; @BotFather gives one that looks like 123456789:AAE… (/newbot)");
    }
    return new Secret(text);
  }

  static List<Long> userIds(String text) {
    List<Long> ids = new ArrayList<>();
    for (String part : text.split("[,\\s]+", -1)) {
      if (!part.isEmpty()) {
        ids.add(userId(part));
      }
    }
    return ids.stream().distinct().toList();
  }

  private static long userId(String text) {
    try {
      long id = Long.parseLong(text);
      if (id > 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notAUserId(text), e);
    }
    throw new IllegalArgumentException(notAUserId(text));
  }

  private static String notAUserId(String text) {
    return "'" + text + "' is not a user id; write numbers with commas between them, not @names";
  }

  /** Whole numbers 1..100, sorted; "off" for none. */
  static List<Integer> percentages(String text) {
    List<Integer> levels = new ArrayList<>();
    if (text.equalsIgnoreCase("off")) {
      return levels;
    }
    for (String part : text.split("[,\\s]+", -1)) {
      if (!part.isEmpty()) {
        levels.add(
            (int) number(part.endsWith("%") ? part.substring(0, part.length() - 1) : part, 1, 100));
      }
    }
    return levels.stream().distinct().sorted().toList();
  }

  static boolean onOff(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true", "yes" -> true;
      case "off", "false", "no" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither on nor off");
    };
  }

  static long number(String text, long least, long most) {
    try {
      long number = Long.parseLong(text.replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
    throw new IllegalArgumentException("'" + text + "' is not within " + least + " and " + most);
  }

  static Config.ChatAndTopic chatAndTopic(String text) {
    Matcher matcher = CHAT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a chat; write its number as /whoami tells it, for example -1001234567890,"
              + " or with a topic -1001234567890:7");
    }
    String topic = matcher.group(2);
    return new Config.ChatAndTopic(
        Long.parseLong(matcher.group(1)), topic == null ? null : Integer.valueOf(topic));
  }

  static Duration duration(String text, Duration least, Duration most) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration; write for example 15s, 5m, 2h or 7d");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not within " + inWords(least) + " and " + inWords(most));
    }
    return duration;
  }

  static Duration millisOrDuration(String text, Duration least, Duration most) {
    return duration(text.chars().allMatch(Character::isDigit) ? text + "ms" : text, least, most);
  }

  /** An http(s) address, path allowed, without a slash at its end. */
  static URI httpUrl(String text) {
    return url(text, Set.of("http", "https"));
  }

  static URI wsUrl(String text) {
    return url(text, Set.of("ws", "wss"));
  }

  /** An http(s) address without a path. */
  static URI serverUrl(String text) {
    URI url = httpUrl(text);
    if (!url.getPath().isEmpty()) {
      throw new IllegalArgumentException("must not have a path: " + text);
    }
    return url;
  }

  static String databaseUrl(String text) {
    if (!text.startsWith("jdbc:h2:")) {
      throw new IllegalArgumentException(
          "must begin with jdbc:h2: (H2 is the only database that Drover uses)");
    }
    return text;
  }

  private static URI url(String text, Set<String> schemes) {
    try {
      URI url = new URI(text.replaceAll("/+$", ""));
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (!schemes.contains(scheme) || url.getHost() == null) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' is not an address that begins with "
                + String.join(":// or ", schemes.stream().sorted().toList())
                + "://");
      }
      if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
        throw new IllegalArgumentException("must not have a user, a query or a fragment");
      }
      return url;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is not an address: " + e.getReason(), e);
    }
  }

  private static String inWords(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + "d";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + "h";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toSeconds() > 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
