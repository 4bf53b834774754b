package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.session.Agent;
import java.util.ArrayList;
import java.util.List;

/** What is said when a person named an agent and it is not clear which. */
public final class FindView {
  private static final int MOST = 8;

  private FindView() {}

  /**
   * @param command what to do with the one that is chosen
   * @param words further words of that command
   */
  public static OutgoingMessage ambiguous(
      String typed, List<Agent> matches, String command, List<String> words) {
    Lines text = new Lines();
    boolean fits =
        text.add(
            "%s matches %s. Which one?"
                .formatted(quoted(typed), Say.plural(matches.size(), "agent")));
    for (Agent agent : matches.subList(0, Math.min(MOST, matches.size()))) {
      fits &= text.add(row(agent));
    }
    if (matches.size() > MOST) {
      fits &= text.add("… and " + (matches.size() - MOST) + " more: type a longer name.");
    }
    return OutgoingMessage.of(fits ? text.toString() : text + "…", choice(matches, command, words));
  }

  /**
   * Several that are gone.
   *
   * @param entries one of each session
   */
  public static OutgoingMessage past(
      String typed, List<HistoryEntry> entries, String command, List<String> words) {
    List<HistoryEntry> first = entries.subList(0, Math.min(MOST, entries.size()));
    List<Button> buttons = new ArrayList<>();
    for (HistoryEntry entry : first) {
      String id = Cut.line(entry.life().session().shortForm(), 8);
      String label = "“" + ListView.label(entry.name()) + "” " + ListView.label(id);
      buttons.add(
          Keys.about(label, Style.PLAIN, entry.life(), command, words.toArray(String[]::new)));
    }
    String more =
        entries.size() > MOST ? "\nThese are the newest: type a longer name for others." : "";
    return OutgoingMessage.of(
        "The server no longer lists %s; I remember %s. Which one?%s"
            .formatted(quoted(typed), Say.plural(entries.size(), "agent"), more),
        Keys.rows(buttons, 1));
  }

  public static OutgoingMessage unknown(
      String typed, List<Agent> near, String command, List<String> words) {
    String text = "I know no agent " + quoted(typed) + ".";
    String hint = near.isEmpty() ? "\n/agents shows those I know." : "\nDid you mean:";
    return OutgoingMessage.of(text + hint, choice(near, command, words));
  }

  /** A row number of a list that was never shown here, or is forgotten since. */
  public static OutgoingMessage noRow(String number) {
    return OutgoingMessage.of(
        "The last list here has no row " + Html.escape(number) + ", or I have forgotten it.",
        List.of(List.of(Keys.page("Agents", "agents"))));
  }

  /** Which agent a command is about was left out. */
  public static OutgoingMessage missing(String command) {
    return OutgoingMessage.of(
        "Which agent? Type "
            + Html.code("/" + command + " NAME")
            + ", its number in the last list, or open it from the list.",
        List.of(List.of(Keys.page("Agents", "agents"))));
  }

  static String quoted(String typed) {
    return "“" + Html.escape(Cut.line(typed, 48)) + "”";
  }

  private static String row(Agent agent) {
    return Mark.of(agent)
        + " "
        + Mark.name(agent.name(), 48)
        + " · "
        + Mark.word(agent)
        + " · "
        + Html.code(Cut.line(agent.id().shortForm(), 8));
  }

  private static List<List<Button>> choice(List<Agent> agents, String command, List<String> words) {
    List<Button> buttons = new ArrayList<>();
    for (Agent agent : agents.subList(0, Math.min(MOST, agents.size()))) {
      String label =
          Mark.of(agent)
              + " "
              + ListView.label(agent.name())
              + " "
              + ListView.label(Cut.line(agent.id().shortForm(), 8));
      buttons.add(
          Keys.about(label, Style.PLAIN, agent.life(), command, words.toArray(String[]::new)));
    }
    return Keys.rows(buttons, 1);
  }
}
