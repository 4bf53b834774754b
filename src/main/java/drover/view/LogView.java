package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.OutgoingMessage;
import drover.session.Agent;
import drover.session.LogEntry;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of an agent's log, oldest line first. */
public final class LogView {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_SECONDS =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final List<String> LEVELS = List.of("debug", "info", "warn", "error");
  private static final int ROOM = Lines.MOST - 600;

  private LogView() {}

  /**
   * @param entries oldest first
   * @param level null: all
   * @param older the words that ask for the page before; null when there is none
   * @param newer the words that ask for the page after; null when this is the newest
   * @param first the number of the first line, counted from the oldest as 1; null when unknown
   * @param total null when the server does not say
   */
  public record Page(
      Agent agent,
      List<LogEntry> entries,
      @Nullable String level,
      boolean levels,
      @Nullable List<String> older,
      @Nullable List<String> newer,
      @Nullable Long first,
      @Nullable Long total) {}

  public static OutgoingMessage of(Page page, Moment moment) {
    StringBuilder text = new StringBuilder("📜 ");
    text.append(Mark.name(page.agent().name(), 64));
    text.append(page.level() == null ? "" : " · " + Html.escape(page.level()));
    if (page.first() != null && page.total() != null && !page.entries().isEmpty()) {
      long last = page.first() + page.entries().size() - 1;
      text.append("\nlines %d–%d of %d".formatted(page.first(), last, page.total()));
    }
    if (page.entries().isEmpty()) {
      text.append(page.level() == null ? "\nNo lines yet." : "\nNo lines of this level.");
    } else {
      text.append("\n<blockquote>").append(lines(page.entries(), moment));
      text.append("</blockquote>");
    }
    text.append("\n<i>as of ").append(moment.clock(moment.now())).append("</i>");
    return OutgoingMessage.of(text.toString(), keyboard(page));
  }

  /** A line of the file: full date, level, message, context. */
  public static String plain(LogEntry entry, Moment moment) {
    StringBuilder line = new StringBuilder();
    if (entry.at() != null) {
      line.append(STAMP.format(entry.at().minus(moment.serverAhead()).atZone(moment.zone())));
      line.append(' ');
    }
    line.append(entry.level().toUpperCase(Locale.ROOT)).append("  ").append(entry.message());
    for (Map.Entry<String, String> fact : entry.context().entrySet()) {
      line.append("  ").append(fact.getKey()).append('=').append(fact.getValue());
    }
    return line.toString();
  }

  /** The caption of the file. */
  public static String caption(Agent agent, int lines, @Nullable Long total) {
    String all = total == null || total <= lines ? "" : ", the newest of " + total;
    return "Log of " + Mark.name(agent.name(), 64) + ": " + Say.plural(lines, "line") + all;
  }

  /**
   * Every line gets its share, so that one huge line does not push out the rest. The date stands
   * where it changes; until then it is today's.
   */
  private static String lines(List<LogEntry> entries, Moment moment) {
    int share = Math.max(20, ROOM / entries.size());
    Lines text = new Lines(ROOM);
    LocalDate day = moment.now().atZone(moment.zone()).toLocalDate();
    for (LogEntry entry : entries) {
      String head = mark(entry.level());
      if (entry.at() != null) {
        ZonedDateTime time = entry.at().minus(moment.serverAhead()).atZone(moment.zone());
        boolean sameDay = time.toLocalDate().equals(day);
        head += (sameDay ? SECONDS : DAY_AND_SECONDS).format(time) + " ";
        day = time.toLocalDate();
      }
      int room = Math.max(10, share - head.length() - 1);
      boolean ignored =
          text.add(head + Html.escape(CardView.fitting(Cut.line(body(entry), room), room)));
    }
    return text.toString();
  }

  private static String body(LogEntry entry) {
    if (entry.context().isEmpty()) {
      return entry.message();
    }
    StringBuilder body = new StringBuilder(entry.message()).append(" ·");
    entry.context().forEach((key, value) -> body.append(' ').append(key).append('=').append(value));
    return body.toString();
  }

  private static String mark(String level) {
    return switch (level) {
      case "error" -> "❗ ";
      case "warn" -> "⚠️ ";
      default -> "";
    };
  }

  private static List<List<Button>> keyboard(Page page) {
    List<Button> levels = new ArrayList<>();
    if (page.levels()) {
      levels.add(level("All", page.level() == null, page, List.of()));
      for (String level : LEVELS) {
        boolean chosen = level.equals(page.level());
        levels.add(level(Mark.capital(level), chosen, page, List.of("level:" + level)));
      }
    }
    List<Button> turning = new ArrayList<>();
    if (page.older() != null) {
      turning.add(turn("Older", page, page.older()));
    }
    if (page.newer() != null) {
      turning.add(turn("Newer", page, page.newer()));
    }
    List<String> same = page.level() == null ? List.of() : List.of("level:" + page.level());
    List<String> file = new ArrayList<>(same);
    file.add("as:file");
    return List.of(
        levels,
        turning,
        List.of(
            turn("Refresh", page, same),
            turn("As file", page, file),
            Keys.card("Back", page.agent().life())));
  }

  private static Button level(String label, boolean chosen, Page page, List<String> words) {
    return turn((chosen ? "• " : "") + label, page, words);
  }

  private static Button turn(String label, Page page, List<String> words) {
    return Keys.about(
        label, Style.PLAIN, page.agent().life(), "logs", words.toArray(String[]::new));
  }
}
