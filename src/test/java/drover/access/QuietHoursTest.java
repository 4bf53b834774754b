package drover.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.chat.ChatAddress;
import drover.testing.MemoryChats;
import drover.testing.MemoryUsers;
import drover.testing.TestClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "22:00-07:00, 21:59, false",
    "22:00-07:00, 22:00, true",
    "22:00-07:00, 00:00, true",
    "22:00-07:00, 06:59, true",
    "22:00-07:00, 07:00, false",
    "22:00-07:00, 12:00, false",
    "13:00-14:30, 12:59, false",
    "13:00-14:30, 13:00, true",
    "13:00-14:30, 14:29, true",
    "13:00-14:30, 14:30, false",
    "13:00-14:30, 01:00, false",
    "00:00-23:59, 23:59, false",
    "00:00-23:59, 00:00, true",
  })
  void coverTheHoursThatTheClockShows(String typed, String shown, boolean quiet) {
    Instant now = LocalDateTime.parse("2026-06-10T" + shown).atZone(BERLIN).toInstant();

    assertThat(hours(typed).covers(now, BERLIN)).isEqualTo(quiet);
  }

  /** 29 March: two o'clock is three. 25 October: three o'clock is two. */
  @ParameterizedTest
  @CsvSource({
    "22:00-07:00, 2026-03-29T04:59:59Z, true",
    "22:00-07:00, 2026-03-29T05:00:00Z, false",
    "22:00-02:30, 2026-03-29T00:59:59Z, true",
    "22:00-02:30, 2026-03-29T01:00:00Z, false",
    "02:30-07:00, 2026-03-29T00:59:59Z, false",
    "02:30-07:00, 2026-03-29T01:00:00Z, true",
    "02:15-02:45, 2026-03-29T01:00:00Z, false",
    "22:00-07:00, 2026-10-25T05:59:59Z, true",
    "22:00-07:00, 2026-10-25T06:00:00Z, false",
    "22:00-02:30, 2026-10-25T00:29:59Z, true",
    "22:00-02:30, 2026-10-25T00:45:00Z, true",
    "22:00-02:30, 2026-10-25T01:29:59Z, true",
    "22:00-02:30, 2026-10-25T01:30:00Z, false",
    "02:30-07:00, 2026-10-25T00:29:59Z, false",
    "02:30-07:00, 2026-10-25T00:30:00Z, true",
    "02:30-07:00, 2026-10-25T01:10:00Z, true",
  })
  void lastThroughTheNightsOnWhichClocksAreTurned(String typed, String at, boolean quiet) {
    assertThat(hours(typed).covers(Instant.parse(at), BERLIN)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({
    "22:00-07:00, 22:00-07:00",
    "22-7, 22:00-07:00",
    "9:05 - 17:30, 09:05-17:30",
    "22:00–07:00, 22:00-07:00",
  })
  void areReadAsPeopleTypeThem(String typed, String read) {
    assertThat(hours(typed)).hasToString(read);
    assertThat(hours(read)).isEqualTo(hours(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22:00", "24:00-07:00", "22:60-07:00", "night", "07:00-07:00", "7-7"})
  void areNotReadFromAnythingElse(String typed) {
    assertThat(QuietHours.parse(typed)).isEmpty();
  }

  @Test
  void areNeverEmptyNorSecondsLong() {
    assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2026-06-10T05:59:00Z, 2026-06-10T06:00:00Z",
    "'', 2026-06-10T06:00:00Z, 2026-06-11T06:00:00Z",
    "22:00-06:30, 2026-06-10T20:00:00Z, 2026-06-11T04:30:00Z",
    "22:00-06:30, 2026-06-11T04:29:59Z, 2026-06-11T04:30:00Z",
    "22:00-02:30, 2026-03-28T22:00:00Z, 2026-03-29T01:00:00Z",
    "22:00-02:30, 2026-10-24T22:00:00Z, 2026-10-25T01:30:00Z",
    "'', 2026-10-24T22:00:00Z, 2026-10-25T07:00:00Z",
  })
  void endInTheMorningAndWithoutThemItIsEight(String typed, String now, String morning) {
    MemoryChats chats = new MemoryChats();
    ChatAddress chat = ChatAddress.of(1);
    Access access = new Access(new MemoryUsers(), chats, TestClock.at(now));
    chats.setZone(chat, BERLIN);
    chats.setQuietHours(chat, typed.isEmpty() ? null : hours(typed));

    assertThat(access.morning(chat, Instant.parse(now))).isEqualTo(morning);
  }

  private static QuietHours hours(String typed) {
    return QuietHours.parse(typed).orElseThrow();
  }
}
