package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import drover.session.Agent;
import drover.session.AgentLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many kills at once: the question with its victims, then one table of outcomes. */
public final class KillAllView {
  /** How a stored call names the victims. */
  public static final String LIFE = "life:";

  private static final int NAME = 40;
  private static final int ROWS = 40;
  private static final int ROOM = 3_600;

  private KillAllView() {}

  /** What became of one of them so far; what needs a person comes first. */
  public enum Outcome {
    NOT_DONE("❗", "not killed"),
    UNKNOWN("🟡", "not seen to end"),
    ASKED("⏳", "asked"),
    WAITING("▫️", "waiting"),
    ENDED("⚫", "ended");

    private final String mark;
    private final String word;

    Outcome(String mark, String word) {
      this.mark = mark;
      this.word = word;
    }

    boolean isOpen() {
      return this == ASKED || this == WAITING;
    }
  }

  /**
   * One line of the table.
   *
   * @param detail further words, not escaped; empty when the outcome says it all
   */
  public record Row(AgentLife life, String name, Outcome outcome, String detail) {}

  /** Nothing was said of whom. */
  public static OutgoingMessage missing() {
    return OutgoingMessage.of(
        "Whom? Say it with a filter, as in "
            + Html.code("/killall status:stalled")
            + " or "
            + Html.code("/killall name:nightly*")
            + ". "
            + Html.code("/killall all")
            + " means every agent that is not over.");
  }

  public static OutgoingMessage nobody(String filter) {
    return OutgoingMessage.of(
        "No living agent matches " + Html.code(Cut.line(filter, 120)) + ". Nothing was ordered.",
        List.of(List.of(Keys.page("Agents", "agents"))));
  }

  public static OutgoingMessage tooMany(int matching, int most) {
    return OutgoingMessage.of(
        "%d agents match; at most %d are killed at once. Narrow the filter."
            .formatted(matching, most));
  }

  /**
   * @param children how many more will die with them
   * @param late how long ago it was asked, while nobody was here to do it; null when just now
   */
  public static OutgoingMessage question(
      List<Agent> victims,
      int children,
      @Nullable String reason,
      @Nullable Duration late,
      Moment moment) {
    Lines text = new Lines(ROOM);
    if (late != null) {
      text.add("You sent this " + Say.duration(late) + " ago while I was away: still do it?\n");
    }
    text.add("Kill <b>" + Say.plural(victims.size(), "agent") + "</b>?");
    int shown = 0;
    while (shown < Math.min(ROWS, victims.size()) && text.add(row(victims.get(shown), moment))) {
      shown++;
    }
    List<String> foot = new ArrayList<>();
    if (shown < victims.size()) {
      foot.add("… and " + (victims.size() - shown) + " more");
    }
    if (children > 0) {
      foot.add(
          "⚠️ " + (children == 1 ? "1 child" : children + " children") + " will die with them.");
    }
    KillView.addReason(foot, reason);
    List<AgentLife> lives = victims.stream().map(Agent::life).toList();
    return OutgoingMessage.of(
        text + (foot.isEmpty() ? "" : "\n" + String.join("\n", foot)),
        List.of(List.of(yes(lives, reason), Keys.page("Keep them", "agents"))));
  }

  /** The one table, while it goes on and when it is over. */
  public static OutgoingMessage table(List<Row> rows, String byName, @Nullable String reason) {
    boolean open = rows.stream().anyMatch(row -> row.outcome().isOpen());
    Lines text = new Lines(ROOM);
    text.add((open ? "⏳ <b>Killing " : "<b>Killed ") + head(rows) + "</b>");
    text.add(counts(rows));
    List<Row> sorted =
        rows.stream().sorted(Comparator.comparing((Row row) -> row.outcome())).toList();
    int shown = 0;
    while (shown < Math.min(ROWS, sorted.size()) && text.add(row(sorted.get(shown)))) {
      shown++;
    }
    List<String> foot = new ArrayList<>();
    if (shown < sorted.size()) {
      foot.add("… and " + (sorted.size() - shown) + " more");
    }
    foot.add("<i>ordered by " + Names.person(byName, 48) + "</i>");
    KillView.addReason(foot, reason);
    return OutgoingMessage.of(
        text + "\n" + String.join("\n", foot), open ? List.of() : List.of(after(sorted)));
  }

  private static String head(List<Row> rows) {
    long ended = count(rows, Outcome.ENDED);
    String all = Say.plural(rows.size(), "agent");
    return ended == rows.size() ? all : ended + " of " + all;
  }

  private static String counts(List<Row> rows) {
    Map<Outcome, Long> counts =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    Row::outcome, () -> new EnumMap<>(Outcome.class), Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().word)
        .collect(Collectors.joining(" · "));
  }

  private static String row(Row row) {
    String detail = row.detail().isEmpty() ? "" : " · " + Html.escape(Cut.line(row.detail(), 80));
    return row.outcome().mark + " " + Mark.name(row.name(), NAME) + " " + id(row.life()) + detail;
  }

  private static String row(Agent agent, Moment moment) {
    return Mark.of(agent)
        + " "
        + Mark.name(agent.name(), NAME)
        + " "
        + id(agent.life())
        + " · "
        + Html.escape(Mark.state(agent, moment));
  }

  private static String id(AgentLife life) {
    return Html.code(Cut.line(life.session().shortForm(), 8));
  }

  private static List<Button> after(List<Row> rows) {
    List<Button> buttons = new ArrayList<>();
    rows.stream()
        .filter(row -> row.outcome() != Outcome.ENDED)
        .limit(3)
        .forEach(
            row ->
                buttons.add(AgentButtons.card("Open " + ListView.label(row.name()), row.life())));
    buttons.add(AgentButtons.all());
    return buttons;
  }

  private static long count(List<Row> rows, Outcome outcome) {
    return rows.stream().filter(row -> row.outcome() == outcome).count();
  }

  private static Button yes(List<AgentLife> lives, @Nullable String reason) {
    List<String> words = new ArrayList<>();
    words.add("yes");
    lives.forEach(life -> words.add(LIFE + life.key()));
    if (reason != null) {
      words.add("reason:" + reason);
    }
    words.add(Keys.HERE);
    return new Button.Call(
        lives.size() == 1 ? "Yes, kill it" : "Yes, kill all " + lives.size(),
        Style.DANGER,
        ButtonSpec.order(
            CommandCall.of("killall", words.toArray(String[]::new)), null, Keys.QUESTION));
  }
}
