package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.session.AgentLife;
import drover.session.SessionId;

/**
 * The buttons under notices: they open or ask something in a new message; none of them gives an
 * order by itself.
 */
public final class AgentButtons {
  private AgentButtons() {}

  /** How a stored call names an agent: exactly, whatever its id looks like. */
  public static String exact(SessionId id) {
    return "id:" + id.value();
  }

  /** Opens the list. */
  static Button all() {
    return new Button.Call("Agents", Style.PLAIN, ButtonSpec.look(CommandCall.of("agents")));
  }

  public static Button card(String label, AgentLife life) {
    return look(label, Style.PLAIN, "agent", life);
  }

  /** Opens the question, not the order. */
  public static Button kill(AgentLife life) {
    return look("Kill", Style.DANGER, "kill", life);
  }

  /** Opens the options, not the order. */
  public static Button respawn(AgentLife life) {
    return look("Respawn", Style.PRIMARY, "respawn", life);
  }

  public static Button logs(AgentLife life) {
    return look("Logs", Style.PLAIN, "logs", life);
  }

  public static Button history(AgentLife life) {
    return look("History", Style.PLAIN, "history", life);
  }

  private static Button look(String label, Style style, String command, AgentLife life) {
    return new Button.Call(
        label, style, ButtonSpec.look(CommandCall.of(command, exact(life.session())), life.key()));
  }
}
