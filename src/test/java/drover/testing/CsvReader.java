package drover.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a table as RFC 4180 says, and nothing that is not one. */
public final class CsvReader {
  private static final String MARK = "\uFEFF";

  private final String text;
  private int at;

  private CsvReader(String text) {
    this.text = text;
  }

  /**
   * The rows of a file in UTF-8 that begins with a byte order mark.
   *
   * @throws IllegalArgumentException when it is not written so
   */
  public static List<List<String>> read(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    if (!text.startsWith(MARK)) {
      throw new IllegalArgumentException("no byte order mark");
    }
    CsvReader reader = new CsvReader(text.substring(MARK.length()));
    List<List<String>> rows = new ArrayList<>();
    while (reader.at < reader.text.length()) {
      rows.add(reader.row());
    }
    return rows;
  }

  private List<String> row() {
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next(",")) {
      cells.add(cell());
    }
    if (!next("\r\n")) {
      throw new IllegalArgumentException("no line end at " + at);
    }
    return cells;
  }

  private String cell() {
    if (!next("\"")) {
      int from = at;
      while (at < text.length() && ",\"\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }
    StringBuilder cell = new StringBuilder();
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw new IllegalArgumentException("a quote is left open");
      }
      cell.append(text, at, quote);
      at = quote + 1;
      if (!next("\"")) {
        return cell.toString();
      }
      cell.append('"');
    }
  }

  private boolean next(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }
}
