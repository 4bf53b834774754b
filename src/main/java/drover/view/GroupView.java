package drover.view;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.session.AgentLife;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many notices in one message: counts, then a row for each, what is worst first, a page at a time.
 */
public final class GroupView {
  /** The hidden command that turns the pages. */
  public static final String COMMAND = "notices";

  private static final int ROWS = 25;
  private static final int ROOM = Lines.MOST - 400;
  private static final int NAME = 40;
  private static final int WHAT = 120;
  private static final int ID = 16;
  private static final int OPEN_BUTTONS = 5;

  private GroupView() {}

  /**
   * One notice of many, as it is now.
   *
   * @param word what it is counted as: "failed", "recovered"
   * @param what the word in its circumstances: "failed after 3 min"; plain text
   * @param facts further ones, each short; plain text
   * @param life null when it is about no agent
   * @param need whether a person may want to open the agent
   */
  public record Row(
      String mark,
      String word,
      String name,
      String what,
      List<String> facts,
      @Nullable AgentLife life,
      Rank rank,
      Need need) {
    public Row {
      facts = List.copyOf(facts);
    }
  }

  /** How much a row needs a person; there are fewer buttons than rows. */
  public enum Need {
    /** Nobody takes care of it. */
    CARE,
    /** It is worth a look. */
    LOOK,
    NONE
  }

  /** Where a row stands; it keeps its place when it changes. */
  public enum Rank {
    FAILURE,
    TROUBLE,
    WARNING,
    END,
    NEWS
  }

  /**
   * @param number from 1; one past the last means the last
   * @param held they were held back while the chat was muted
   * @param maybeRepeat some of it may stand there already
   */
  public record Page(int number, boolean held, boolean maybeRepeat) {}

  public static OutgoingMessage of(List<Row> rows, Page page) {
    List<Row> ordered = rows.stream().sorted(Comparator.comparing(Row::rank)).toList();
    List<List<Row>> pages = pages(ordered);
    int number = Math.min(page.number(), pages.size());
    List<Row> shown = pages.get(number - 1);
    String lines = shown.stream().map(GroupView::line).collect(Collectors.joining("\n"));
    String repeat = page.maybeRepeat() ? "\n<i>(may be a repeat)</i>" : "";
    return OutgoingMessage.of(
        head(ordered, page.held()) + "\n\n" + lines + repeat,
        keyboard(shown, number, pages.size()));
  }

  private static List<List<Row>> pages(List<Row> rows) {
    List<List<Row>> pages = new ArrayList<>();
    List<Row> current = new ArrayList<>();
    int room = ROOM;
    for (Row row : rows) {
      int length = line(row).length() + 1;
      if (current.size() == ROWS || (length > room && !current.isEmpty())) {
        pages.add(List.copyOf(current));
        current.clear();
        room = ROOM;
      }
      current.add(row);
      room -= length;
    }
    pages.add(List.copyOf(current));
    return pages;
  }

  private static String head(List<Row> rows, boolean held) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    rows.forEach(row -> counts.merge(row.word(), 1, Integer::sum));
    String words =
        counts.entrySet().stream()
            .limit(12)
            .map(count -> count.getValue() + " " + Html.escape(Cut.line(count.getKey(), 20)))
            .collect(Collectors.joining(" · "));
    boolean trouble = rows.stream().anyMatch(row -> row.rank().compareTo(Rank.TROUBLE) <= 0);
    String mark = held ? "🔕" : trouble ? "⚠️" : "📋";
    String title = Say.plural(rows.size(), "notice");
    return "%s <b>%s</b>\n%s".formatted(mark, held ? "While muted: " + title : title, words);
  }

  private static String line(Row row) {
    String what =
        Stream.concat(Stream.of(row.what()), row.facts().stream())
            .filter(fact -> !fact.isBlank())
            .collect(Collectors.joining(" · "));
    String id =
        row.life() == null ? "" : " · " + Html.code(Cut.line(row.life().session().shortForm(), ID));
    return row.mark()
        + " "
        + Mark.name(row.name(), NAME)
        + " "
        + Html.escape(Cut.line(what, WHAT))
        + id;
  }

  private static List<List<Button>> keyboard(List<Row> shown, int number, int pages) {
    List<List<Button>> rows = new ArrayList<>(Keys.rows(open(shown), 2));
    List<Button> turning = new ArrayList<>();
    if (pages > 1) {
      if (number > 1) {
        turning.add(turn("‹", number - 1));
      }
      turning.add(turn(number + "/" + pages, number));
      if (number < pages) {
        turning.add(turn("›", number + 1));
      }
    }
    turning.add(AgentButtons.all());
    rows.add(turning);
    return rows;
  }

  /** What nobody takes care of first: as people do, others get their button. */
  private static List<Button> open(List<Row> shown) {
    Set<AgentLife> lives = new LinkedHashSet<>();
    List<Button> buttons = new ArrayList<>();
    for (Row row : shown.stream().sorted(Comparator.comparing(Row::need)).toList()) {
      AgentLife life = row.life();
      boolean wanted = row.need() != Need.NONE && buttons.size() < OPEN_BUTTONS;
      if (wanted && life != null && lives.add(life)) {
        buttons.add(open(row.name(), life));
      }
    }
    return buttons;
  }

  private static Button open(String name, AgentLife life) {
    String label = ListView.label(name);
    return AgentButtons.card(
        "Open " + (label.isBlank() ? life.session().shortForm() : label), life);
  }

  private static Button turn(String label, int page) {
    return Keys.page(label, COMMAND, "page:" + page);
  }
}
