package drover.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Five cron fields, read as on Unix: where both day fields are restricted either will do; one that
 * begins with a star does not restrict.
 *
 * <p>Our own, since none of the libraries at hand rings on the night when clocks go forward:
 * cron-utils 9.2.1 and Quartz skip 02:30 in Berlin, and cron-utils skips the whole of a Santiago
 * midnight and rings twice for {@code *}{@code /20 2 * * *} when clocks go back. Here a line with
 * set hours rings at the first moment after a gap, and once where a time comes twice; a line for
 * every hour follows the clock through both.
 */
final class Cron {
  /** A leap day on a given weekday comes every 28 years, and every 40 around 2100. */
  private static final int HORIZON_DAYS = 366 * 41;

  private final boolean everyHour;
  private final int[] minutesOfDay;
  private final CronField dayOfMonth;
  private final CronField month;
  private final CronField weekday;

  Cron(String minute, String hour, String dayOfMonth, String month, String weekday) {
    CronField minutes = CronField.parse(minute, CronField.Kind.MINUTE);
    CronField hours = CronField.parse(hour, CronField.Kind.HOUR);
    this.everyHour = hours.hasAll(24);
    this.minutesOfDay =
        IntStream.range(0, 24 * 60).filter(i -> hours.has(i / 60) && minutes.has(i % 60)).toArray();
    this.dayOfMonth = CronField.parse(dayOfMonth, CronField.Kind.DAY_OF_MONTH);
    this.month = CronField.parse(month, CronField.Kind.MONTH);
    this.weekday = CronField.parse(weekday, CronField.Kind.DAY_OF_WEEK);
  }

  /** The minutes of a day that it names, ascending; at least one. */
  int[] minutesOfDay() {
    return minutesOfDay.clone();
  }

  boolean isOn(LocalDate day) {
    DayOfWeek name = day.getDayOfWeek();
    boolean byDate = dayOfMonth.has(day.getDayOfMonth());
    boolean byName = weekday.has(name.getValue() % 7);
    boolean either = dayOfMonth.restricted() && weekday.restricted();
    return month.has(day.getMonthValue()) && (either ? byDate || byName : byDate && byName);
  }

  /** Days from {@code first} on, as far as any rule may reach. */
  Stream<LocalDate> days(LocalDate first) {
    return Stream.iterate(first, day -> day.plusDays(1)).limit(HORIZON_DAYS).filter(this::isOn);
  }

  /** The first time after that; there is one when the rule was checked to have days. */
  Instant next(Instant after, ZoneId zone) {
    // A day is looked at with the one after it: where clocks go back over midnight, a time of the
    // next day may come before one of this day's second pass.
    LocalDate first = after.atZone(zone).toLocalDate().minusDays(1);
    return days(first)
        .filter(day -> times(day, zone).anyMatch(after::isBefore))
        .findFirst()
        .flatMap(
            day ->
                Stream.of(day, day.plusDays(1))
                    .filter(this::isOn)
                    .flatMap(d -> times(d, zone))
                    .filter(after::isBefore)
                    .min(Instant::compareTo))
        .orElseThrow(() -> new IllegalStateException("no day matches this rule"));
  }

  private Stream<Instant> times(LocalDate day, ZoneId zone) {
    return IntStream.of(minutesOfDay)
        .mapToObj(i -> day.atTime(i / 60, i % 60))
        .flatMap(time -> instants(time, zone));
  }

  private Stream<Instant> instants(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    if (change == null) {
      return Stream.of(time.toInstant(zone.getRules().getOffset(time)));
    }
    if (change.isGap()) {
      return everyHour ? Stream.empty() : Stream.of(change.getInstant());
    }
    Stream<ZoneOffset> offsets =
        everyHour
            ? Stream.of(change.getOffsetBefore(), change.getOffsetAfter())
            : Stream.of(change.getOffsetBefore());
    return offsets.map(time::toInstant);
  }
}
