package drover.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The hours of every day in which little makes a sound, by the wall clock. An end that is not after
 * the beginning is one of the next day.
 *
 * <p>On the night that has an hour twice they last from the first time of the beginning until the
 * second of the end; where the clock jumps over one of the two, the jump takes its place.
 */
public record QuietHours(LocalTime from, LocalTime to) {
  private static final Pattern TYPED =
      Pattern.compile("(\\d{1,2})(?::(\\d{2}))?\\s*[-–]\\s*(\\d{1,2})(?::(\\d{2}))?");

  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("quiet hours that end as they begin are none");
    }
    if (from.getSecond() + from.getNano() + to.getSecond() + to.getNano() > 0) {
      throw new IllegalArgumentException("quiet hours begin and end with a minute");
    }
  }

  /** Reads {@code 22:00-07:00} or {@code 22-7}; empty for what is none, or no time at all. */
  public static Optional<QuietHours> parse(String typed) {
    Matcher parts = TYPED.matcher(typed.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<LocalTime> from = WallClock.time(parts.group(1), parts.group(2));
    Optional<LocalTime> to = WallClock.time(parts.group(3), parts.group(4));
    return from.isEmpty() || to.isEmpty() || from.equals(to)
        ? Optional.empty()
        : Optional.of(new QuietHours(from.get(), to.get()));
  }

  /** Whether somebody typed hours that end as they begin: that is, none. */
  public static boolean isNone(String typed) {
    Matcher parts = TYPED.matcher(typed.strip());
    return parts.matches()
        && WallClock.time(parts.group(1), parts.group(2)).isPresent()
        && WallClock.time(parts.group(1), parts.group(2))
            .equals(WallClock.time(parts.group(3), parts.group(4)));
  }

  public boolean covers(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return LongStream.rangeClosed(-2, 1).anyMatch(days -> covers(now, today.plusDays(days), zone));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return from + "-" + to;
  }

  private boolean covers(Instant now, LocalDate evening, ZoneId zone) {
    Instant begin = WallClock.first(evening.atTime(from), zone);
    LocalDate morning = to.isAfter(from) ? evening : evening.plusDays(1);
    Instant end = WallClock.last(morning.atTime(to), zone);
    return !now.isBefore(begin) && now.isBefore(end);
  }
}
