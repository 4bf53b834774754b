package drover.digest;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the five fields of a cron line, as the set of the values it names.
 *
 * @param restricted false when it begins with a star, which matters for the two day fields
 */
record CronField(BitSet values, boolean restricted) {
  /** Which values a field may name, and in what words. */
  enum Kind {
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of the month", 1, 31, ""),
    MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    /** Sunday is 0 and 7. */
    DAY_OF_WEEK("weekday", 0, 7, "sun mon tue wed thu fri sat");

    private final String word;
    private final int least;
    private final int most;
    private final String names;

    Kind(String word, int least, int most, String names) {
      this.word = word;
      this.least = least;
      this.most = most;
      this.names = names;
    }
  }

  private static final Pattern PART =
      Pattern.compile("(?:(\\*)|(\\w{1,9})(?:-(\\w{1,9}))?)(?:/(\\d{1,2}))?");

  static CronField parse(String text, Kind kind) {
    BitSet values = new BitSet();
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw unreadable(part, kind);
      }
      addPart(values, matcher, kind);
    }
    return new CronField(values, !text.startsWith("*"));
  }

  boolean has(int value) {
    return values.get(value);
  }

  boolean hasAll(int count) {
    return values.cardinality() == count;
  }

  private static void addPart(BitSet values, Matcher part, Kind kind) {
    int step = part.group(4) == null ? 1 : Integer.parseInt(part.group(4));
    if (step == 0) {
      throw unreadable(part.group(), kind);
    }
    boolean weekday = kind == Kind.DAY_OF_WEEK;
    int from = part.group(1) == null ? value(part.group(2), kind) : kind.least;
    int to = from;
    if (part.group(1) != null || (part.group(3) == null && part.group(4) != null)) {
      to = weekday ? 6 : kind.most;
    } else if (part.group(3) != null) {
      to = value(part.group(3), kind);
    }
    if (to < from && weekday) {
      to += 7; // fri-mon runs over the week's end
    }
    if (to < from) {
      throw unreadable(part.group(), kind);
    }
    for (int value = from; value <= to; value += step) {
      values.set(weekday ? value % 7 : value);
    }
  }

  private static int value(String word, Kind kind) {
    String lower = word.toLowerCase(Locale.ROOT);
    int named =
        List.of(kind.names.split(" ")).indexOf(lower.substring(0, Math.min(3, word.length())));
    if (named >= 0 && (word.length() == 3 || lower.endsWith("day"))) {
      return named + kind.least;
    }
    if (!lower.matches("[0-9]{1,2}")) {
      throw unreadable(word, kind);
    }
    int number = Integer.parseInt(lower);
    if (number < kind.least || number > kind.most) {
      throw unreadable(word, kind);
    }
    return number;
  }

  private static IllegalArgumentException unreadable(String part, Kind kind) {
    String names = kind.names.isEmpty() ? "" : " or names (" + kind.names + ")";
    return new IllegalArgumentException(
        "“%s” is no %s: write %d–%d%s, with * , - and /"
            .formatted(part, kind.word, kind.least, kind.most, names));
  }
}
