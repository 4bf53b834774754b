package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.session.SessionPlan.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A creation from its order to the new agent. */
public final class CreateView {
  /** Since it was ordered, nothing can have changed it. */
  private static final int ANY_REVISION = -1;

  private CreateView() {}

  /**
   * What the message always tells.
   *
   * @param draft what was ordered, to be changed when nothing came of it
   * @param group where nothing can be asked for: what is wrong is typed anew
   */
  public record Told(long draft, UserId by, String name, String byName, boolean group) {}

  public static OutgoingMessage asked(Told told) {
    return OutgoingMessage.of(
        "⏳ Asked the server to create " + KillView.name(told.name()) + "…" + signed(told));
  }

  public static OutgoingMessage waiting(Told told, Duration wait) {
    return OutgoingMessage.of(
        "⏳ The server takes only so many new agents a minute: "
            + KillView.name(told.name())
            + " waits its turn, about "
            + Say.duration(wait)
            + "."
            + signed(told),
        List.of(List.of(again("Take it back", told, "withdraw"))));
  }

  /**
   * @param subscribe whether this chat does not hear of all agents anyway
   */
  public static OutgoingMessage created(Told told, AgentLife life, boolean subscribe) {
    List<Button> buttons = new ArrayList<>();
    buttons.add(Keys.card("Show", life));
    if (subscribe) {
      buttons.add(subscribe(told.name()));
    }
    return OutgoingMessage.of(
        "🔵 "
            + KillView.name(told.name())
            + " was created as "
            + Html.code(Cut.line(life.session().shortForm(), 8))
            + "."
            + signed(told),
        List.of(buttons));
  }

  /**
   * @param part what the server did not like; null when it is none in particular
   */
  public static OutgoingMessage notDone(Told told, String why, @Nullable Part part) {
    List<Button> buttons = new ArrayList<>();
    if (!told.group()) {
      buttons.add(change(told, part));
    }
    buttons.add(again("Try again", told, "show"));
    return OutgoingMessage.of(
        "❗ "
            + KillView.name(told.name())
            + " was <b>not</b> created.\n⚠️ "
            + Html.escape(Cut.line(why, 400)),
        List.of(buttons));
  }

  private static Button change(Told told, @Nullable Part part) {
    return part == null
        ? again("Change", told, "change")
        : again(
            "Change " + SpawnWords.title(part).toLowerCase(Locale.ROOT),
            told,
            "change",
            SpawnView.word(part));
  }

  /** Nobody knows whether the server did it. */
  public static OutgoingMessage unknown(Told told, LookedUp lookedUp) {
    List<Button> buttons = new ArrayList<>(lookedUp.buttons());
    buttons.add(Keys.page("Agents", "agents"));
    return OutgoingMessage.of(
        "❓ The server did not say whether it created "
            + KillView.name(told.name())
            + "."
            + lookedUp.sentences("No such agent is in the list so far.")
            + signed(told),
        List.of(buttons));
  }

  /** The same draft was ordered before. */
  public static OutgoingMessage doneBefore(Told told, @Nullable SessionId created) {
    if (created == null) {
      return OutgoingMessage.of(
          "⏳ " + KillView.name(told.name()) + " was ordered already and is not ordered twice.");
    }
    return OutgoingMessage.of(
        "🔵 " + KillView.name(told.name()) + " was created already.",
        List.of(List.of(Keys.page("Show", "agent", AgentButtons.exact(created)))));
  }

  /** Its answer is a new message: the link to the new agent stays. */
  private static Button subscribe(String name) {
    CommandCall call = CommandCall.of("subscribe", "name:" + Cut.line(name, 200));
    return new Button.Call("Subscribe to it", Style.PLAIN, ButtonSpec.look(call));
  }

  private static Button again(String label, Told told, String move, String... words) {
    return SpawnView.button(label, told.draft(), ANY_REVISION, told.by(), move, words);
  }

  private static String signed(Told told) {
    return "\n<i>ordered by " + Names.person(told.byName(), 48) + "</i>";
  }
}
