package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.session.AgentLife;
import drover.session.Lineage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, newest first, a page at a time. */
public final class HistoryView {
  private HistoryView() {}

  /**
   * @param life the agent asked about; null: all of them
   * @param name its name; null: all of them
   * @param span how far back, as typed: "7d"
   * @param page from 1
   * @param more whether another page follows
   * @param lineage its earlier runs; null when it is no more on the list, or all are asked for
   */
  public record Page(
      @Nullable AgentLife life,
      @Nullable String name,
      List<HistoryEntry> entries,
      String span,
      int page,
      boolean more,
      @Nullable Lineage lineage) {}

  public static OutgoingMessage of(Page page, Moment moment) {
    Lines text = new Lines(Lines.MOST - 10);
    String who = page.name() == null ? "all agents" : Mark.name(page.name(), 64);
    boolean fits = text.add("🕘 <b>History</b> of " + who + " · last " + page.span());
    if (page.lineage() != null) {
      for (String line : LineageLines.of(page.lineage())) {
        fits &= text.add(line);
      }
    }
    text.blank();
    if (page.entries().isEmpty()) {
      fits &=
          text.add(page.page() > 1 ? "Nothing further back." : "Nothing happened in this time.");
    }
    for (HistoryEntry entry : page.entries()) {
      fits &= text.add(line(entry, page.name() == null, moment));
    }
    return OutgoingMessage.of(text + (fits ? "" : "\n…"), keyboard(page));
  }

  /**
   * The caption of the file.
   *
   * @param name null: all agents
   * @param cut whether older rows were left out
   */
  public static String caption(@Nullable String name, String span, int rows, boolean cut) {
    String who = name == null ? "all agents" : Mark.name(name, 64);
    return "History of "
        + who
        + ", last "
        + Html.escape(span)
        + ": "
        + Say.plural(rows, "row")
        + (cut ? ", the newest; older ones were left out" : "");
  }

  static String line(HistoryEntry entry, boolean named, Moment moment) {
    StringBuilder line = new StringBuilder(when(entry, moment)).append(' ');
    line.append(Mark.ofEntry(entry.kind())).append(' ');
    if (named) {
      line.append(Mark.name(entry.name(), 32)).append(' ');
    }
    line.append(Html.escape(Cut.line(word(entry.kind()), 24)));
    if (entry.seconds() != null) {
      line.append(" after ").append(Say.duration(Duration.ofSeconds(entry.seconds())));
    }
    if (entry.by() != null) {
      line.append(" by ").append(Names.person(entry.by(), 24));
    }
    if (entry.detail() != null && !entry.detail().isBlank()) {
      line.append(": ").append(Html.escape(Cut.line(entry.detail(), 60)));
    }
    return line.toString();
  }

  private static String when(HistoryEntry entry, Moment moment) {
    String earliest = moment.clock(entry.earliest());
    String latest = moment.clock(entry.latest());
    return earliest.equals(latest) ? latest : "between " + earliest + " and " + latest;
  }

  private static String word(String kind) {
    return switch (kind) {
      case "learned" -> "was there already";
      case "appeared" -> "started";
      case "kill" -> "kill ordered";
      case "respawn" -> "respawn ordered";
      case "create" -> "created";
      default -> kind;
    };
  }

  private static List<List<Button>> keyboard(Page page) {
    List<Button> row = new ArrayList<>();
    if (page.more()) {
      row.add(turn("Older", page, page.page() + 1));
    }
    if (page.page() > 1) {
      row.add(turn("Newer", page, page.page() - 1));
    }
    row.add(turn("Refresh", page, page.page()));
    if (!page.entries().isEmpty()) {
      row.add(button("Export CSV", page, "as:csv"));
    }
    row.add(page.life() == null ? CardView.back() : Keys.card("Back", page.life()));
    List<Button> runs = new ArrayList<>();
    Lineage lineage = page.lineage();
    if (lineage != null && !lineage.before().isEmpty()) {
      AgentLife last = lineage.before().get(lineage.before().size() - 1);
      runs.add(Keys.about("Run before", Style.PLAIN, last, "history", page.span()));
    }
    return List.of(row, runs);
  }

  private static Button turn(String label, Page page, int to) {
    return button(label, page, "page:" + to);
  }

  private static Button button(String label, Page page, String word) {
    return page.life() == null
        ? Keys.page(label, "history", page.span(), word)
        : Keys.about(label, Style.PLAIN, page.life(), "history", page.span(), word);
  }
}
