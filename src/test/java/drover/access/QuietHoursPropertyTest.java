package drover.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Quiet hours in any zone, over decades, half of the moments near a turn of the clocks. */
class QuietHoursPropertyTest {
  @Property(tries = 2000)
  void whateverTheClockShowsAsQuietIsQuiet(
      @ForAll("quietHours") QuietHours quiet, @ForAll("moments") Moment moment) {
    LocalTime shown = moment.at().atZone(moment.zone()).toLocalTime();

    boolean expected = shows(quiet, shown);
    boolean covers = quiet.covers(moment.at(), moment.zone());

    if (expected || !moment.clocksTurnNear()) {
      assertThat(covers).isEqualTo(expected);
    }
  }

  /** Not when an hour comes for the second time; where the clock jumps over it, at the jump. */
  @Property(tries = 300)
  void beginWhenTheClockFirstShowsTheirBeginning(
      @ForAll("quietHours") QuietHours quiet, @ForAll("moments") Moment moment) {
    Instant start = moment.at().minus(Duration.ofHours(24));
    boolean before = quiet.covers(start, moment.zone());
    for (int minute = 1; minute <= 48 * 60; minute++) {
      Instant at = start.plus(Duration.ofMinutes(minute));
      boolean now = quiet.covers(at, moment.zone());
      if (now && !before) {
        assertThat(begins(quiet, at, moment.zone()))
            .anyMatch(begin -> !begin.isAfter(at) && begin.isAfter(at.minusSeconds(60)));
      }
      before = now;
    }
  }

  /** Of the days around that time. */
  private static List<Instant> begins(QuietHours quiet, Instant at, ZoneId zone) {
    LocalDate day = at.atZone(zone).toLocalDate();
    return IntStream.rangeClosed(-2, 2)
        .mapToObj(days -> day.plusDays(days).atTime(quiet.from()))
        .map(
            shown -> {
              ZoneOffsetTransition turn = zone.getRules().getTransition(shown);
              return turn != null && turn.isGap()
                  ? turn.getInstant()
                  : shown.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
            })
        .toList();
  }

  @Property
  void areReadBack(@ForAll("quietHours") QuietHours quiet) {
    assertThat(QuietHours.parse(quiet.toString())).isEqualTo(Optional.of(quiet));
  }

  @Property(tries = 1000)
  void theNextTimeIsLaterShowsItAndIsTheNext(
      @ForAll @IntRange(max = 1439) int minute, @ForAll("moments") Moment moment) {
    LocalTime time = LocalTime.MIDNIGHT.plusMinutes(minute);

    Instant next = WallClock.next(time, moment.at(), moment.zone());

    assertThat(next).isAfter(moment.at());
    assertThat(Duration.between(moment.at(), next)).isLessThanOrEqualTo(Duration.ofHours(49));
    boolean jumped =
        moment
                .zone()
                .getRules()
                .getTransition(next.atZone(moment.zone()).toLocalDateTime().minusNanos(1))
            != null;
    assertThat(jumped || next.atZone(moment.zone()).toLocalTime().equals(time)).isTrue();
    assertThat(WallClock.next(time, next.minusNanos(1), moment.zone())).isEqualTo(next);
  }

  private static boolean shows(QuietHours quiet, LocalTime shown) {
    boolean afterBegin = !shown.isBefore(quiet.from());
    boolean beforeEnd = shown.isBefore(quiet.to());
    return quiet.from().isBefore(quiet.to()) ? afterBegin && beforeEnd : afterBegin || beforeEnd;
  }

  /** A time in a zone. */
  record Moment(ZoneId zone, Instant at) {
    boolean clocksTurnNear() {
      ZoneOffsetTransition next = zone.getRules().nextTransition(at.minus(Duration.ofHours(26)));
      return next != null && next.getInstant().isBefore(at.plus(Duration.ofHours(26)));
    }
  }

  @Provide
  Arbitrary<QuietHours> quietHours() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers().between(0, 1439).map(LocalTime.MIDNIGHT::plusMinutes);
    return Combinators.combine(times, times)
        .filter((from, to) -> !from.equals(to))
        .as(QuietHours::new);
  }

  @Provide
  Arbitrary<Moment> moments() {
    Arbitrary<ZoneId> zones =
        Arbitraries.oneOf(
                Arbitraries.of(
                    "Europe/Berlin",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "America/St_Johns",
                    "Africa/Casablanca",
                    "Asia/Kathmandu"),
                Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()))
            .map(ZoneId::of);
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(
                Instant.parse("2000-01-01T00:00:00Z").getEpochSecond(),
                Instant.parse("2060-01-01T00:00:00Z").getEpochSecond())
            .map(Instant::ofEpochSecond);
    return Combinators.combine(
            zones, times, Arbitraries.of(true, false), Arbitraries.longs().between(-7200, 7200))
        .as(QuietHoursPropertyTest::moment);
  }

  private static Moment moment(ZoneId zone, Instant time, boolean near, long seconds) {
    ZoneOffsetTransition turn = zone.getRules().nextTransition(time);
    return near && turn != null
        ? new Moment(zone, turn.getInstant().plusSeconds(seconds))
        : new Moment(zone, time);
  }
}
