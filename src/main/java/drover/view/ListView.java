package drover.view;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.session.Agent;
import drover.session.SessionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of agents, a page at a time. */
public final class ListView {
  private static final int NAME = 48;
  private static final int LABEL = 24;

  private ListView() {}

  /**
   * @param rows the agents of this page
   * @param firstRow the number of the first of them
   * @param page from 1
   * @param matching how many match the filter, on all pages
   * @param tabs the filter buttons with their counts
   * @param filter what of the filter no button shows, in words; empty: none
   * @param words the words that repeat this filter, without a page
   * @param asOf null before the first answer of the server
   * @param trouble why it is no newer; null when all is well
   */
  public record Page(
      List<Agent> rows,
      int firstRow,
      int page,
      int pages,
      int matching,
      List<Tab> tabs,
      String filter,
      List<String> words,
      @Nullable Instant asOf,
      @Nullable String trouble) {}

  /** One filter button. */
  public record Tab(String label, int count, boolean chosen, List<String> words) {}

  public static OutgoingMessage of(Page page, Moment moment) {
    Lines text = new Lines(Lines.MOST - 500);
    boolean fits = text.add(head(page));
    text.blank();
    if (page.rows().isEmpty()) {
      fits &= text.add(empty(page));
    }
    for (int i = 0; i < page.rows().size(); i++) {
      fits &= text.add(row(page.firstRow() + i, page.rows().get(i), moment));
    }
    String cut = fits ? "" : "\n…";
    return OutgoingMessage.of(text + cut + "\n\n" + age(page, moment), keyboard(page));
  }

  private static String head(Page page) {
    String count = page.matching() == 0 ? "" : " · " + page.matching();
    String where = page.pages() > 1 ? " · page " + page.page() + " of " + page.pages() : "";
    String filter =
        page.filter().isEmpty() ? "" : "\n🔎 " + Html.escape(Cut.line(page.filter(), 100));
    return "<b>Agents</b>" + count + where + filter;
  }

  private static String empty(Page page) {
    if (page.asOf() == null) {
      return "Nothing known yet: the server has not answered so far.";
    }
    return page.words().isEmpty()
        ? "No agents are running, and none ended lately."
        : "No agent matches. <i>All</i> shows every one.";
  }

  private static String row(int number, Agent agent, Moment moment) {
    List<String> facts = new ArrayList<>();
    facts.add(number + ". " + Mark.of(agent) + " " + Mark.name(agent.name(), NAME));
    boolean fine =
        agent.status() == SessionStatus.WORKING || agent.status() == SessionStatus.SPAWNING;
    if (!fine) {
      facts.add(Mark.state(agent, moment));
    }
    if (agent.progress() != null && !agent.isOver()) {
      facts.add(Bar.percent(agent.progress()));
    }
    Double tokens = agent.session().tokens().percentage();
    if (tokens != null && tokens >= 90 && !agent.isOver() && !Mark.isExhausted(agent)) {
      facts.add("tokens " + Math.round(Math.min(999, tokens)) + " %");
    }
    Instant activity = agent.session().times().lastActivity();
    if (fine && activity != null) {
      facts.add("active " + moment.agoOnServer(activity));
    }
    return String.join(" · ", facts);
  }

  static String age(Page page, Moment moment) {
    return age(page.asOf(), page.trouble(), moment);
  }

  /** The last line of what is read from the board. */
  static String age(@Nullable Instant asOf, @Nullable String trouble, Moment moment) {
    String line =
        asOf == null ? "" : "<i>as of " + moment.clock(asOf) + ", " + moment.ago(asOf) + "</i>";
    if (trouble == null) {
      return line;
    }
    String why = "⚠️ " + Html.escape(Cut.line(trouble, 60));
    return line.isEmpty() ? why : why + "\n" + line;
  }

  private static List<List<Button>> keyboard(Page page) {
    List<Button> agents = new ArrayList<>();
    for (int i = 0; i < page.rows().size(); i++) {
      Agent agent = page.rows().get(i);
      String label = page.firstRow() + i + " " + Mark.of(agent) + " " + label(agent.name());
      agents.add(Keys.card(label, agent.life()));
    }
    List<List<Button>> rows = new ArrayList<>(Keys.rows(agents, 2));
    List<Button> tabs = new ArrayList<>();
    for (Tab tab : page.tabs()) {
      String label = (tab.chosen() ? "• " : "") + tab.label() + " " + tab.count();
      tabs.add(Keys.page(label, "agents", tab.words().toArray(String[]::new)));
    }
    rows.addAll(Keys.rows(tabs, 3));
    List<Button> turning = new ArrayList<>();
    if (page.page() > 1) {
      turning.add(turn("◀ Previous", page, page.page() - 1));
    }
    turning.add(turn("Refresh", page, page.page()));
    if (page.page() < page.pages()) {
      turning.add(turn("Next ▶", page, page.page() + 1));
    }
    rows.add(turning);
    return rows;
  }

  private static Button turn(String label, Page page, int to) {
    List<String> words = new ArrayList<>();
    words.add("page:" + to);
    words.addAll(page.words());
    return Keys.page(label, "agents", words.toArray(String[]::new));
  }

  /** A name as it may stand on a button: plain text, one line, nothing that hides or reorders. */
  static String label(String name) {
    return Cut.line(Html.visible(Cut.line(name, LABEL * 4)), LABEL);
  }
}
