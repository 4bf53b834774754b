package drover.view;

import drover.base.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Durations, ages, times and figures in the words that people read in two seconds. */
public final class Say {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private Say() {}

  /** "42 s", "6 min", "2 h 5 min", "3 d 4 h"; a negative one counts as zero. */
  public static String duration(Duration duration) {
    return Spans.of(duration);
  }

  /** "just now", "6 min ago". */
  public static String ago(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    return age.toSeconds() < 5 ? "just now" : duration(age) + " ago";
  }

  /** "11:42" today, "3 Mar 11:42" on another day. */
  public static String clock(Instant time, Instant now, ZoneId zone) {
    boolean today = time.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? CLOCK : DAY_AND_CLOCK).format(time.atZone(zone));
  }

  /** "Europe/Berlin", "UTC". */
  public static String zone(ZoneId zone) {
    return zone.getId().equals("Z") ? "UTC" : zone.getId();
  }

  /** "940", "15.4k", "1.2M": for counts of tokens. */
  public static String count(long number) {
    if (Math.abs(number) < 1_000) {
      return Long.toString(number);
    }
    return Math.abs(number) < 999_950
        ? trimmed(number / 1_000.0) + "k"
        : trimmed(number / 1_000_000.0) + "M";
  }

  /** "1 agent", "3 agents". */
  public static String plural(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
