package drover.command;

import drover.session.LogEntry;
import drover.session.LogPage;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.SessionGateway;
import drover.session.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of a log that stay where they are. The server counts from the newest line, so that
 * every new line shifts all others; a page is therefore anchored by its last line, counted from the
 * oldest.
 */
final class LogReader {
  /** Lines read beyond the page, for those that came since it was drawn. */
  private static final int SLACK = 50;

  private final SessionGateway gateway;

  LogReader(SessionGateway gateway) {
    this.gateway = gateway;
  }

  /**
   * @param end the last line's number, counted from the oldest as 1; null: the newest
   * @param total how many there were when the anchor was set; null when unknown
   * @param offset used when the server does not count
   */
  record Wish(
      @Nullable String level,
      int lines,
      @Nullable Integer end,
      @Nullable Integer total,
      int offset) {}

  /**
   * @param page newest first, at most as many lines as wished
   * @param offset how many newer lines there are
   */
  record Slice(LogPage page, int offset) {}

  Slice read(SessionId id, Wish wish) {
    if (wish.end() == null || wish.total() == null) {
      LogPage page = ask(id, wish.level(), wish.lines(), wish.offset());
      return new Slice(cut(page, 0, wish.lines()), wish.offset());
    }
    int guess = Math.max(0, wish.total() - wish.end());
    LogPage page = ask(id, wish.level(), Math.min(LogQuery.MOST, wish.lines() + SLACK), guess);
    Long total = page.total();
    if (total == null) {
      return new Slice(cut(page, 0, wish.lines()), guess);
    }
    int offset = (int) Math.max(0, Math.min(Integer.MAX_VALUE, total - wish.end()));
    int skip = offset - guess;
    if (skip >= 0 && skip <= SLACK) {
      return new Slice(cut(page, skip, wish.lines()), offset);
    }
    LogPage again = ask(id, wish.level(), wish.lines(), offset);
    return new Slice(cut(again, 0, wish.lines()), offset);
  }

  private LogPage ask(SessionId id, @Nullable String level, int lines, int offset) {
    return gateway.logs(id, new LogQuery(level, lines, offset), Purpose.PERSON);
  }

  private static LogPage cut(LogPage page, int skip, int lines) {
    List<LogEntry> all = page.entries();
    int from = Math.min(skip, all.size());
    int to = Math.min(all.size(), from + lines);
    return new LogPage(all.subList(from, to), page.total(), page.hasMore() || to < all.size());
  }
}
