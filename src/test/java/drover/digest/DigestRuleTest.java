package drover.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestRuleTest {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("E d MMM HH:mm XXX", Locale.ENGLISH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9:00 | 09:00",
        "  09:00  | 09:00",
        "09:00 MON-FRI | 09:00 mon-fri",
        "09:00 mon , wed | 09:00 mon,wed",
        "09:00 monday-friday | 09:00 monday-friday",
        "09:00 daily | 09:00",
        "every 4h | every 4h",
        "every 4 hours | every 4h",
        "Every 30 min | every 30min",
        "0  9  *  * 1-5 | 0 9 * * 1-5",
        "0 9 * JAN MON | 0 9 * jan mon",
        "*/15 * * * * | */15 * * * *",
      })
  void hasOneSpelling(String typed, String text) {
    DigestRule rule = DigestRule.parse(typed);

    assertThat(rule.text()).isEqualTo(text);
    assertThat(DigestRule.parse(rule.text()).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "24:00",
        "09:60",
        "99:99",
        "09:00 someday",
        "every 0h",
        "every 25h",
        "every 5min",
        "every 45min",
        "every 4 fortnights",
        "every 999h",
        "* * * * *",
        "*/14 * * * *",
        "*/10 9 * * *",
        "0,10 9 * * *",
        "0,50 0,23 * * *",
        "0,59 0,23 * * *",
        "0 9 * *",
        "0 9 * * * *",
        "60 9 * * *",
        "0 24 * * *",
        "0 9 0 * *",
        "0 9 32 * *",
        "0 9 * 13 *",
        "0 9 * * 8",
        "0 9 30 2 *",
        "0 9 31 4,6,9,11 *",
        "0 9-8 * * *",
        "0 9/0 * * *",
        "0 9, * * *",
        "0 -9 * * *",
        "0 9 * * mon-",
        "0 9 * * ?",
        "0 9 L * *",
        "0 9 * foo *",
        "٠٩:٠٠",
        "0 99999999999999999999 * * *",
      })
  void refusesWhatIsNoRuleInOneSentence(String typed) {
    assertThatThrownBy(() -> DigestRule.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("[^\\n]+\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | I can't read that as a time.",
        "25:00 | There is no such time as 25:00.",
        "09:00 someday | “someday” is no weekday: write 0–7 or names (sun mon tue wed thu fri sat),",
        "0 9 * foo * | “foo” is no month: write 1–12 or names (jan feb",
        "60 9 * * * | “60” is no minute: write 0–59, with * , - and /.",
        "0 9 30 2 * | That day never comes.",
        "every 5min | A digest comes every 15 minutes at the most.",
        "every 45min | An interval is 15, 20 or 30 minutes (every 30min) or 1 to 24 hours",
      })
  void saysWhatIsWrong(String typed, String sentence) {
    assertThatThrownBy(() -> DigestRule.parse(typed)).hasMessageStartingWith(sentence);
  }

  @Test
  void refusesATextOfAnyLengthQuickly() {
    assertThatThrownBy(() -> DigestRule.parse("0,".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allowsTimesCloseOverMidnightOnDaysThatNeverFollowEachOther() {
    assertThat(next("0,55 0,23 * * mon", "2026-03-02T00:00Z", "UTC", 1)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "09:00 | Mon 2 Mar 09:00 Z, Tue 3 Mar 09:00 Z",
        "09:00 sat-sun | Sat 7 Mar 09:00 Z, Sun 8 Mar 09:00 Z, Sat 14 Mar 09:00 Z",
        "09:00 fri-mon | Mon 2 Mar 09:00 Z, Fri 6 Mar 09:00 Z, Sat 7 Mar 09:00 Z",
        "every 5h | Mon 2 Mar 05:00 Z, Mon 2 Mar 10:00 Z, Mon 2 Mar 15:00 Z, Mon 2 Mar 20:00 Z,"
            + " Tue 3 Mar 00:00 Z",
        "every 24h | Tue 3 Mar 00:00 Z, Wed 4 Mar 00:00 Z",
        "0 9 * * 7 | Sun 8 Mar 09:00 Z, Sun 15 Mar 09:00 Z",
        "0 9 * * 0 | Sun 8 Mar 09:00 Z, Sun 15 Mar 09:00 Z",
        "0 9 * * 5-7 | Fri 6 Mar 09:00 Z, Sat 7 Mar 09:00 Z, Sun 8 Mar 09:00 Z",
        "0 9 13 * fri | Fri 6 Mar 09:00 Z, Fri 13 Mar 09:00 Z, Fri 20 Mar 09:00 Z",
        "0 9 */10 * wed | Wed 11 Mar 09:00 Z, Wed 1 Apr 09:00 Z",
        "0 9 31 * * | Tue 31 Mar 09:00 Z, Sun 31 May 09:00 Z, Fri 31 Jul 09:00 Z",
        "5/20 9 * * * | Mon 2 Mar 09:05 Z, Mon 2 Mar 09:25 Z, Mon 2 Mar 09:45 Z,"
            + " Tue 3 Mar 09:05 Z",
        "0 8-18/5 * apr,dec tue | Tue 7 Apr 08:00 Z, Tue 7 Apr 13:00 Z, Tue 7 Apr 18:00 Z,"
            + " Tue 14 Apr 08:00 Z",
      })
  void countsAsUnixDoes(String rule, String times) {
    List<String> expected = List.of(times.split(", "));

    assertThat(next(rule, "2026-03-02T00:00Z", "UTC", expected.size())).isEqualTo(expected);
  }

  @Test
  void findsALeapDayYearsAhead() {
    Instant leap = DigestRule.parse("0 9 29 2 *").next(instant("2026-03-02T00:00Z"), utc());

    assertThat(leap).isEqualTo("2028-02-29T09:00:00Z");
    assertThat(DigestRule.parse("0 9 29 2 *").next(instant("2096-03-01T00:00Z"), utc()))
        .isEqualTo("2104-02-29T09:00:00Z");
  }

  /** Zone, rule, local start, the times that follow. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The spring night: at the first moment after the gap, once.
        "Europe/Berlin | 02:30 | 2026-03-28T12:00 | Sun 29 Mar 03:00 +02:00, Mon 30 Mar 02:30 +02:00",
        "Europe/Berlin | 02:00 | 2026-03-28T12:00 | Sun 29 Mar 03:00 +02:00, Mon 30 Mar 02:00 +02:00",
        "Europe/Berlin | 0,30 2 * * * | 2026-03-28T12:00 | Sun 29 Mar 03:00 +02:00,"
            + " Mon 30 Mar 02:00 +02:00, Mon 30 Mar 02:30 +02:00",
        "Europe/Berlin | 0 2,3 * * * | 2026-03-29T00:00 | Sun 29 Mar 03:00 +02:00,"
            + " Mon 30 Mar 02:00 +02:00",
        "Europe/Berlin | 5,45 2,3 * * * | 2026-03-29T00:00 | Sun 29 Mar 03:00 +02:00,"
            + " Sun 29 Mar 03:45 +02:00, Mon 30 Mar 02:05 +02:00",
        "Europe/Berlin | 30 * * * * | 2026-03-29T01:00 | Sun 29 Mar 01:30 +01:00,"
            + " Sun 29 Mar 03:30 +02:00",
        "Europe/Berlin | every 4h | 2026-03-29T00:00 | Sun 29 Mar 04:00 +02:00,"
            + " Sun 29 Mar 08:00 +02:00",
        "America/New_York | 02:30 | 2026-03-07T12:00 | Sun 8 Mar 03:00 -04:00,"
            + " Mon 9 Mar 02:30 -04:00",
        "America/Santiago | 00:00 | 2026-09-05T12:00 | Sun 6 Sep 01:00 -03:00,"
            + " Mon 7 Sep 00:00 -03:00",
        "Africa/Cairo | 00:30 fri | 2026-04-23T12:00 | Fri 24 Apr 01:00 +03:00,"
            + " Fri 1 May 00:30 +03:00",
        "Australia/Lord_Howe | 02:15 | 2026-10-03T12:00 | Sun 4 Oct 02:30 +11:00,"
            + " Mon 5 Oct 02:15 +11:00",
        // The autumn night: once, the first time round.
        "Europe/Berlin | 02:30 | 2026-10-24T12:00 | Sun 25 Oct 02:30 +02:00,"
            + " Mon 26 Oct 02:30 +01:00",
        "Europe/Berlin | 0,30 2 * * * | 2026-10-24T12:00 | Sun 25 Oct 02:00 +02:00,"
            + " Sun 25 Oct 02:30 +02:00, Mon 26 Oct 02:00 +01:00",
        "Europe/Berlin | 30 * * * * | 2026-10-25T02:00 | Sun 25 Oct 02:30 +02:00,"
            + " Sun 25 Oct 02:30 +01:00, Sun 25 Oct 03:30 +01:00",
        "Europe/Berlin | every 1h | 2026-10-25T01:30 | Sun 25 Oct 02:00 +02:00,"
            + " Sun 25 Oct 02:00 +01:00, Sun 25 Oct 03:00 +01:00",
        "America/New_York | 01:30 | 2026-10-31T12:00 | Sun 1 Nov 01:30 -04:00,"
            + " Mon 2 Nov 01:30 -05:00",
        "America/Santiago | 23:30 | 2026-04-04T12:00 | Sat 4 Apr 23:30 -03:00,"
            + " Sun 5 Apr 23:30 -04:00",
        "America/Havana | 00:30 | 2026-10-31T12:00 | Sun 1 Nov 00:30 -04:00,"
            + " Mon 2 Nov 00:30 -05:00",
        "Australia/Lord_Howe | 01:45 | 2026-04-04T12:00 | Sun 5 Apr 01:45 +11:00,"
            + " Mon 6 Apr 01:45 +10:30",
        "Australia/Lord_Howe | 31,59 * * * * | 2026-04-05T01:00 | Sun 5 Apr 01:31 +11:00,"
            + " Sun 5 Apr 01:59 +11:00, Sun 5 Apr 01:59 +10:30",
        // Neither.
        "Asia/Kathmandu | 09:00 | 2026-03-01T12:00 | Mon 2 Mar 09:00 +05:45",
        // A day that a zone left out: its digest comes as the next day begins.
        "Pacific/Apia | 09:00 | 2011-12-29T12:00 | Sat 31 Dec 00:00 +14:00,"
            + " Sat 31 Dec 09:00 +14:00",
      })
  void ringsOnceOnNightsWhenClocksChange(String zone, String rule, String start, String times) {
    List<String> expected = List.of(times.split(", "));
    String after = LocalDateTime.parse(start).atZone(ZoneId.of(zone)).toInstant().toString();

    assertThat(next(rule, after, zone, expected.size())).isEqualTo(expected);
  }

  /** Every zone's odd days, over years: never twice too soon, never a day without. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "America/St_Johns",
        "America/Santiago",
        "America/Sao_Paulo",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Asia/Gaza",
        "Asia/Tehran",
        "Australia/Lord_Howe",
        "Antarctica/Troll",
        "Pacific/Apia",
        "Pacific/Chatham"
      })
  void comesOnEveryDayOfManyYears(String zone) {
    ZoneId id = ZoneId.of(zone);
    for (String text : List.of("00:00", "02:30", "23:30")) {
      DigestRule rule = DigestRule.parse(text);
      int count = 0;
      Instant time = rule.next(instant("2010-01-01T00:00Z"), id);
      while (time.isBefore(instant("2022-01-01T00:00Z"))) {
        Instant next = rule.next(time, id);
        assertThat(Duration.between(time, next))
            .isBetween(Duration.ofMinutes(15), Duration.ofDays(2));
        time = next;
        count++;
      }
      assertThat(count).isBetween(4_381, 4_384);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/15 * * * *", "every 1h", "7,37 * * * *", "31,59 * * * *", "*/20 0-6 * * *"})
  void neverComesOftenerThanEveryQuarterOfAnHour(String text) {
    DigestRule rule = DigestRule.parse(text);
    for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll")) {
      for (String night : List.of("2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24")) {
        Instant time = instant(night + "T10:00Z");
        Instant end = time.plus(Duration.ofHours(20));
        Instant last = rule.next(time, ZoneId.of(zone));
        while (last.isBefore(end)) {
          Instant next = rule.next(last, ZoneId.of(zone));
          assertThat(next).isAfterOrEqualTo(last.plus(Duration.ofMinutes(15)));
          last = next;
        }
      }
    }
  }

  @Test
  void isStrictlyAfter() {
    DigestRule rule = DigestRule.parse("09:00");

    assertThat(rule.next(instant("2026-03-02T09:00Z"), utc())).isEqualTo("2026-03-03T09:00:00Z");
    assertThat(rule.next(instant("2026-03-02T08:59:59.999Z"), utc()))
        .isEqualTo("2026-03-02T09:00:00Z");
  }

  private static List<String> next(String rule, String after, String zone, int count) {
    List<String> times = new ArrayList<>();
    Instant time = Instant.parse(after.length() == 17 ? after.replace("Z", ":00Z") : after);
    for (int i = 0; i < count; i++) {
      time = DigestRule.parse(rule).next(time, ZoneId.of(zone));
      times.add(SHOWN.format(time.atZone(ZoneId.of(zone))));
    }
    return times;
  }

  private static Instant instant(String text) {
    return ZonedDateTime.parse(text).toInstant();
  }

  private static ZoneId utc() {
    return ZoneId.of("UTC");
  }
}
