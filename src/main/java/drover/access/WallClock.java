package drover.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a clock on the wall shows a time, in zones that turn their clocks too. */
public final class WallClock {
  private static final Pattern TIME = Pattern.compile("(\\d{1,2})(?::(\\d{2}))");

  private WallClock() {}

  /** Reads {@code 08:00} or {@code 8:00}; empty for what is no time. */
  public static Optional<LocalTime> parse(String typed) {
    Matcher parts = TIME.matcher(typed.strip());
    return parts.matches() ? time(parts.group(1), parts.group(2)) : Optional.empty();
  }

  /** The next moment after that at which it shows the time; a jump over it counts as showing it. */
  public static Instant next(LocalTime time, Instant after, ZoneId zone) {
    LocalDate day = after.atZone(zone).toLocalDate().minusDays(1);
    Instant next = last(day.atTime(time), zone);
    while (!next.isAfter(after)) {
      day = day.plusDays(1);
      next = last(day.atTime(time), zone);
    }
    return next;
  }

  static Optional<LocalTime> time(String hour, @Nullable String minute) {
    try {
      int minutes = minute == null ? 0 : Integer.parseInt(minute);
      return Optional.of(LocalTime.of(Integer.parseInt(hour), minutes));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The first time that it shows this, or the jump over it. */
  static Instant first(LocalDateTime shown, ZoneId zone) {
    return at(shown, zone, true);
  }

  /** The last time that it shows this, or the jump over it. */
  static Instant last(LocalDateTime shown, ZoneId zone) {
    return at(shown, zone, false);
  }

  private static Instant at(LocalDateTime shown, ZoneId zone, boolean first) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(shown);
    if (offsets.isEmpty()) {
      return rules.getTransition(shown).getInstant();
    }
    return shown.toInstant(offsets.get(first ? 0 : offsets.size() - 1));
  }
}
