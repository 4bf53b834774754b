package drover.view;

import drover.chat.Button;
import drover.session.AgentLife;
import drover.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when the server did not say whether it started an agent.
 *
 * @param found what looks like the new one; null when nothing does
 * @param foundName its name; null when it has none
 * @param trouble why one could not even look; null when one could
 */
public record LookedUp(
    @Nullable AgentLife found, @Nullable String foundName, @Nullable String trouble) {

  /**
   * Begins on a line of its own.
   *
   * @param nothing what to say when nothing looks like it
   */
  String sentences(String nothing) {
    return "\n" + finding(nothing) + "\nIt was sent once and will not be sent again by itself.";
  }

  List<Button> buttons() {
    return found == null ? List.of() : List.of(Keys.card("Show", found));
  }

  private String finding(String nothing) {
    if (found != null) {
      return "Found what looks like it: "
          + KillView.name(foundName == null ? Session.UNNAMED : foundName)
          + " "
          + Html.code(Cut.line(found.session().shortForm(), 8))
          + ".";
    }
    return trouble == null
        ? nothing
        : "I could not look for it: " + Html.escape(Cut.line(trouble, 160));
  }
}
