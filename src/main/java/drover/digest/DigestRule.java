package drover.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a digest is due, as a person typed it. Says the next time; never reads a clock.
 *
 * @see #parse
 */
public final class DigestRule {
  private static final String UNREADABLE = "I can't read that as a time";
  private static final Duration LEAST = Duration.ofMinutes(15);
  private static final int MOST_LETTERS = 200;
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})(?: (.+))?");
  private static final Pattern EVERY = Pattern.compile("every (\\d{1,3}) ?([a-z]+)");

  private final String text;
  private final Cron cron;

  private DigestRule(String text, Cron cron) {
    this.text = text;
    this.cron = cron;
  }

  /**
   * Reads {@code 09:00}, {@code 09:00 mon-fri}, {@code every 4h} (counted from midnight) or five
   * cron fields.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  public static DigestRule parse(String typed) {
    if (typed.length() > MOST_LETTERS) {
      throw new IllegalArgumentException("That is too long for a rule.");
    }
    String text = typed.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    try {
      return checked(read(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(sentence(e), e);
    }
  }

  /** The rule in its one spelling; {@link #parse} reads it again. */
  public String text() {
    return text;
  }

  /** The first time after that by the wall clock of this zone. */
  public Instant next(Instant after, ZoneId zone) {
    Instant next = cron.next(after, zone);
    // A change of clocks can push two times together; the later one is left out.
    while (!cron.next(next.minus(LEAST), zone).equals(next)) {
      next = cron.next(next, zone);
    }
    return next;
  }

  @Override
  public String toString() {
    return text;
  }

  private static DigestRule read(String text) {
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      return daily(time);
    }
    Matcher every = EVERY.matcher(text);
    if (every.matches()) {
      return interval(Integer.parseInt(every.group(1)), every.group(2));
    }
    List<String> fields = List.of(text.split(" "));
    if (fields.size() != 5) {
      throw new IllegalArgumentException(UNREADABLE);
    }
    return new DigestRule(
        text, new Cron(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4)));
  }

  private static DigestRule daily(Matcher time) {
    int hour = Integer.parseInt(time.group(1));
    int minute = Integer.parseInt(time.group(2));
    if (hour > 23 || minute > 59) {
      throw new IllegalArgumentException(
          "There is no such time as " + time.group(1) + ":" + time.group(2));
    }
    String days = time.group(3) == null ? "" : time.group(3).replaceAll(" ?, ?", ",");
    boolean all = days.isEmpty() || days.equals("*") || days.equals("daily");
    Cron cron =
        new Cron(Integer.toString(minute), Integer.toString(hour), "*", "*", all ? "*" : days);
    String clock = String.format(Locale.ROOT, "%02d:%02d", hour, minute);
    return new DigestRule(all ? clock : clock + " " + days, cron);
  }

  private static DigestRule interval(int count, String unit) {
    boolean hours = List.of("h", "hour", "hours").contains(unit);
    boolean minutes = List.of("m", "min", "mins", "minute", "minutes").contains(unit);
    if (hours && count >= 1 && count <= 24) {
      return new DigestRule("every " + count + "h", new Cron("0", "*/" + count, "*", "*", "*"));
    }
    if (minutes && List.of(15, 20, 30).contains(count)) {
      return new DigestRule("every " + count + "min", new Cron("*/" + count, "*", "*", "*", "*"));
    }
    if (minutes && count < LEAST.toMinutes()) {
      throw new IllegalArgumentException("A digest comes every 15 minutes at the most");
    }
    throw new IllegalArgumentException(
        "An interval is 15, 20 or 30 minutes (every 30min) or 1 to 24 hours (every 4h)");
  }

  private static DigestRule checked(DigestRule rule) {
    LocalDate start = LocalDate.of(2000, 1, 1);
    if (rule.cron.days(start).findFirst().isEmpty()) {
      throw new IllegalArgumentException("That day never comes");
    }
    int[] minutes = rule.cron.minutesOfDay();
    boolean tooOften = false;
    for (int i = 1; i < minutes.length; i++) {
      tooOften |= minutes[i] - minutes[i - 1] < LEAST.toMinutes();
    }
    int overNight = minutes[0] + 24 * 60 - minutes[minutes.length - 1];
    if (overNight < LEAST.toMinutes()) {
      tooOften |= rule.cron.days(start).anyMatch(day -> rule.cron.isOn(day.plusDays(1)));
    }
    if (tooOften) {
      throw new IllegalArgumentException("A digest comes every 15 minutes at the most");
    }
    return rule;
  }

  private static String sentence(IllegalArgumentException e) {
    String message = e.getMessage() == null ? UNREADABLE : e.getMessage();
    return message + ".";
  }
}
