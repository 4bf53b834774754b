package drover.openclaw;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one form of time that nearly every event has, {@code 2026-02-12T20:25:00.123Z}, many
 * times faster than the library's formatters do.
 */
final class UsualTime {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int NANO_DIGITS = 9;

  private UsualTime() {}

  /** Null for any other form, and for what is no time in this one: others must look at it. */
  static @Nullable Instant parse(String text) {
    int end = text.length() - 1;
    if (end < FORM.length() || text.charAt(end) != 'Z' || !hasForm(text)) {
      return null;
    }
    int nanos = nanos(text, end);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (nanos < 0 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    int year = number(text, 0, 4);
    boolean leap = Year.isLeap(year);
    if (day < 1 || day > Month.of(month).length(leap)) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, nanos);
  }

  private static boolean hasForm(String text) {
    for (int i = 0; i < FORM.length(); i++) {
      char wanted = FORM.charAt(i);
      char given = text.charAt(i);
      if (wanted == 'd' ? !isDigit(given) : wanted != given) {
        return false;
      }
    }
    return true;
  }

  /** Below zero when what follows the seconds is no fraction. */
  private static int nanos(String text, int end) {
    int from = FORM.length();
    if (from == end) {
      return 0;
    }
    int digits = end - from - 1;
    if (text.charAt(from) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return -1;
    }
    int nanos = 0;
    for (int i = from + 1; i <= from + NANO_DIGITS; i++) {
      char digit = i < end ? text.charAt(i) : '0';
      if (!isDigit(digit)) {
        return -1;
      }
      nanos = nanos * 10 + digit - '0';
    }
    return nanos;
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
