package drover.openclaw;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header: seconds or an HTTP date. */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private RetryAfter() {}

  /**
   * How long to stay away; null when the header is missing or says nothing.
   *
   * @param date the answer's own {@code Date}, against which a date is read, so that the two clocks
   *     need not agree; null when it has none
   */
  static @Nullable Duration read(@Nullable String header, @Nullable String date, Instant now) {
    if (header == null) {
      return null;
    }
    String value = header.strip();
    if (SECONDS.matcher(value).matches()) {
      return Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000));
    }
    Instant until = WireTime.httpDate(value);
    if (until == null) {
      return null;
    }
    Instant serverNow = date == null ? null : WireTime.httpDate(date);
    Duration wait = Duration.between(serverNow == null ? now : serverNow, until);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
