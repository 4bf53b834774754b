package drover.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The next time of any rule, in any zone, over decades and both daylight-saving nights. */
class DigestRulePropertyTest {
  private static final Duration A_DAY = Duration.ofDays(1);

  @Property
  void theNextTimeIsLaterAndTheFirst(
      @ForAll("rules") String typed, @ForAll("zones") ZoneId zone, @ForAll("times") Instant time) {
    DigestRule rule = DigestRule.parse(typed);
    Instant after = nearAChange(zone, time);

    Instant next = rule.next(after, zone);

    assertThat(next).isAfter(after);
    assertThat(rule.next(next.minusNanos(1), zone)).isEqualTo(next);
    assertThat(rule.next(between(after, next), zone)).isEqualTo(next);
    assertThat(Duration.between(next, rule.next(next, zone)))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
    assertThat(DigestRule.parse(rule.text()).next(after, zone)).isEqualTo(next);
  }

  @Property
  void aDailyDigestComesOnceEachDayAtItsTime(
      @ForAll @IntRange(max = 23) int hour,
      @ForAll @IntRange(max = 59) int minute,
      @ForAll("zones") ZoneId zone,
      @ForAll("times") Instant time) {
    LocalTime at = LocalTime.of(hour, minute);
    DigestRule rule = DigestRule.parse(String.format(Locale.ROOT, "%02d:%02d", hour, minute));
    LocalDate first = nearAChange(zone, time).atZone(zone).toLocalDate().minusDays(2);
    List<Instant> expected =
        IntStream.range(0, 5).mapToObj(i -> moment(first.plusDays(i), at, zone)).toList();

    List<Instant> told =
        Stream.iterate(
                rule.next(expected.get(0).minusNanos(1), zone), last -> rule.next(last, zone))
            .limit(5)
            .toList();

    assertThat(told).isEqualTo(expected);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    List<String> lively =
        List.of(
            "Europe/Berlin",
            "America/New_York",
            "America/Santiago",
            "Australia/Lord_Howe",
            "Asia/Beirut",
            "Africa/Casablanca",
            "America/St_Johns",
            "Pacific/Chatham",
            "Asia/Kathmandu",
            "UTC");
    return Arbitraries.oneOf(
            Arbitraries.of(lively),
            Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()))
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<Instant> times() {
    long from = Instant.parse("2024-01-01T00:00:00Z").getEpochSecond();
    long to = Instant.parse("2060-01-01T00:00:00Z").getEpochSecond();
    return Arbitraries.longs().between(from, to).map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<String> rules() {
    return Arbitraries.of(
        "09:00",
        "02:30",
        "00:00",
        "23:59 mon-fri",
        "02:00 sun",
        "every 1h",
        "every 4h",
        "every 15min",
        "every 24h",
        "30 2 * * *",
        "*/20 2 * * *",
        "0,30 1-3 * * sat,sun",
        "0 9 1 * *",
        "0 0 13 * fri",
        "15 */5 * * *",
        "0 12 29 2 *");
  }

  /** Every other time is moved to the night of the zone's next change of clocks. */
  private static Instant nearAChange(ZoneId zone, Instant time) {
    ZoneOffsetTransition change = zone.getRules().nextTransition(time);
    return change == null || time.getEpochSecond() % 2 == 0
        ? time
        : change
            .getInstant()
            .minus(Duration.ofHours(3))
            .plusSeconds(time.getEpochSecond() % 21_600);
  }

  private static Instant between(Instant from, Instant to) {
    Duration half = Duration.between(from, to).dividedBy(2);
    return half.compareTo(A_DAY) > 0 ? to.minus(A_DAY) : from.plus(half);
  }

  /** In a gap its end; where the time comes twice the first. */
  private static Instant moment(LocalDate day, LocalTime time, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(day.atTime(time));
    return offsets.isEmpty()
        ? zone.getRules().getTransition(day.atTime(time)).getInstant()
        : day.atTime(time).toInstant(offsets.get(0));
  }
}
