package drover.view;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.history.Outage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What nobody told a chat so far, or what happened in an outage: oldest first. */
public final class MissedView {
  private MissedView() {}

  /**
   * @param outage whether it is what happened in that time; else what was noted down in it
   * @param entries of this page
   * @param all how many there are on all pages
   * @param cut whether there were more than anybody reads
   * @param page from 1
   * @param outages of which somebody may ask, the latest first
   */
  public record Page(
      Instant from,
      Instant to,
      boolean outage,
      List<HistoryEntry> entries,
      int all,
      boolean cut,
      int page,
      int pages,
      List<Outage> outages) {}

  public static OutgoingMessage of(Page page, Moment moment) {
    String time =
        page.outage()
            ? "between " + moment.clock(page.from()) + " and " + moment.clock(page.to())
            : "since " + moment.clock(page.from());
    if (page.all() == 0) {
      return OutgoingMessage.of(
          page.outage()
              ? "📬 Nothing that I know of happened " + time + "."
              : "📬 You missed nothing " + time + ".",
          keyboard(page, moment));
    }
    Lines text = new Lines(Lines.MOST - 100);
    boolean fits =
        text.add(
            (page.outage() ? "📬 <b>What happened</b> " : "📬 <b>What you missed</b> ")
                + time
                + (page.pages() > 1 ? pages(page) : ""));
    text.blank();
    for (HistoryEntry entry : page.entries()) {
      fits &= text.add(HistoryView.line(entry, true, moment));
    }
    boolean last = page.page() == page.pages();
    String more = page.cut() && last ? "\n… and more: " + Html.code("/history") : "";
    return OutgoingMessage.of(text + (fits ? "" : "\n…") + more, keyboard(page, moment));
  }

  /** A button under a notice of an outage, which leaves the notice as it is. */
  public static Button ofOutage(Instant from, Instant to) {
    return AgentButtons.call("Missed", "missed", from.toString(), to.toString());
  }

  /** What was typed means no time. */
  public static OutgoingMessage unreadable(String typed) {
    return OutgoingMessage.of(
        "❗ I can't read "
            + FindView.quoted(typed)
            + " as a time. /missed alone tells all since I last told you something.");
  }

  private static String pages(Page page) {
    String all = page.all() + (page.cut() ? " and more" : "");
    return " · " + all + " · page " + page.page() + " of " + page.pages();
  }

  private static List<List<Button>> keyboard(Page page, Moment moment) {
    List<Button> row = new ArrayList<>();
    if (page.page() > 1) {
      row.add(turn("Older", page, page.page() - 1));
    }
    if (page.page() < page.pages()) {
      row.add(turn("Newer", page, page.page() + 1));
    }
    row.add(CardView.back());
    List<List<Button>> rows = new ArrayList<>(List.of(row));
    for (Outage outage : page.outages()) {
      if (!outage.from().equals(page.from())) {
        rows.add(List.of(away(outage, moment)));
      }
    }
    return rows;
  }

  private static Button away(Outage outage, Moment moment) {
    String who =
        switch (outage.who()) {
          case BOT -> "While I was away, ";
          case SERVER -> "While the server was away, ";
        };
    String time = moment.clock(outage.from()) + "–" + moment.clock(outage.to());
    return Keys.page(who + time, "missed", outage.from().toString(), outage.to().toString());
  }

  private static Button turn(String label, Page page, int to) {
    String[] time = {page.from().toString(), page.to().toString(), "page:" + to};
    if (page.outage()) {
      return Keys.page(label, "missed", time);
    }
    String[] words = Arrays.copyOf(time, time.length + 1);
    words[time.length] = "noted";
    return Keys.page(label, "missed", words);
  }
}
