package drover.view;

import drover.chat.Button;
import drover.session.AgentLife;
import drover.session.Lineage;
import drover.session.SessionId;
import java.util.ArrayList;
import java.util.List;

/** What is said of an agent's earlier runs, and of the one after it. */
final class LineageLines {
  private LineageLines() {}

  /** "🔁 run 3 · 128k tokens in all runs"; empty when there is but one run. */
  static List<String> of(Lineage lineage) {
    List<String> lines = new ArrayList<>();
    if (!lineage.before().isEmpty()) {
      lines.add(
          "🔁 run "
              + (lineage.before().size() + 1)
              + " · "
              + (lineage.whole() ? "" : "at least ")
              + Say.count(lineage.tokens())
              + " tokens in all its runs");
    }
    SessionId next = lineage.next();
    if (next != null) {
      lines.add("↪️ respawned as " + Html.code(Cut.line(next.shortForm(), 8)));
    }
    return lines;
  }

  static List<Button> buttons(Lineage lineage) {
    List<Button> buttons = new ArrayList<>();
    if (!lineage.before().isEmpty()) {
      AgentLife last = lineage.before().get(lineage.before().size() - 1);
      buttons.add(Keys.card("Run before", last));
    }
    SessionId next = lineage.next();
    if (next != null) {
      buttons.add(Keys.page("Run after", "agent", AgentButtons.exact(next)));
    }
    return buttons;
  }
}
