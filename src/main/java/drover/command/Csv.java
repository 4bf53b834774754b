package drover.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A table as RFC 4180 writes it, up to a size. It begins with a byte order mark: without it Excel
 * takes UTF-8 for an old code page. One thread.
 */
final class Csv {
  private static final String LINE_END = "\r\n";

  /**
   * Signs at which a spreadsheet begins to calculate; the wide ones are of East Asian keyboards.
   */
  private static final String CALCULATED = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int most;
  private int rows;

  Csv(int most) {
    this.most = most;
    bytes.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
  }

  /** Adds a whole row, or nothing when it does not fit; returns which. */
  boolean row(String... cells) {
    String line = Arrays.stream(cells).map(Csv::quoted).collect(Collectors.joining(","));
    byte[] row = (line + LINE_END).getBytes(StandardCharsets.UTF_8);
    if (bytes.size() + row.length > most) {
      return false;
    }
    bytes.writeBytes(row);
    rows++;
    return true;
  }

  /** How many were added. */
  int rows() {
    return rows;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /**
   * Somebody else's words as a cell. What a spreadsheet would calculate gets an apostrophe before
   * it, and so is text.
   */
  static String text(String words) {
    boolean calculated = !words.isEmpty() && CALCULATED.indexOf(words.charAt(0)) >= 0;
    return calculated ? "'" + words : words;
  }

  /** A time as a cell, in the zone of whoever reads it. */
  static String time(Instant time, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
