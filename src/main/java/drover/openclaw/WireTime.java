package drover.openclaw;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a server's times: ISO 8601 with or without a zone, HTTP dates, and counts since 1970. */
final class WireTime {
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** Below this a count since 1970 is of seconds: as milliseconds it would be before 1973. */
  private static final double SECONDS_BELOW = 1e11;

  private static final Pattern DIGITS = Pattern.compile("\\d{1,16}(\\.\\d{1,9})?");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private WireTime() {}

  /** Null for what is no time, and for times outside the years 1970 to 9998. */
  static @Nullable Instant parse(String text) {
    String time = text.length() > 60 ? "" : text.strip();
    if (time.isEmpty()) {
      return null;
    }
    Instant usual = UsualTime.parse(time);
    if (usual != null) {
      return plausible(usual);
    }
    if (DIGITS.matcher(time).matches()) {
      return ofEpoch(Double.parseDouble(time));
    }
    try {
      return plausible(time.endsWith("Z") ? Instant.parse(time) : other(time));
    } catch (DateTimeException e) {
      return retry(time);
    }
  }

  static @Nullable Instant ofEpoch(double count) {
    double millis = Math.abs(count) < SECONDS_BELOW ? count * 1000 : count;
    return Math.abs(millis) > LATEST.toEpochMilli()
        ? null
        : plausible(Instant.ofEpochMilli((long) millis));
  }

  /** An HTTP date; null when it is none. */
  static @Nullable Instant httpDate(String text) {
    try {
      return plausible(
          OffsetDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant retry(String time) {
    Instant date = httpDate(time);
    if (date != null) {
      return date;
    }
    try {
      return plausible(other(time));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Instant other(String time) {
    if (time.length() == 10) {
      return LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String iso =
        time.length() > 10 && time.charAt(10) == ' '
            ? time.substring(0, 10) + "T" + time.substring(11)
            : time;
    iso = iso.replace(" ", "");
    TemporalAccessor parsed = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime offset
        ? offset.toInstant()
        : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Instant plausible(Instant time) {
    return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
  }
}
