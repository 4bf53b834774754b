package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.incident.Incident;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Instant;

/**
 * The buttons under notices: they open or ask something in a new message, or tell who takes care;
 * none of them gives an order by itself.
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

  static Button call(String label, String command, String... words) {
    return new Button.Call(label, Style.PLAIN, ButtonSpec.look(CommandCall.of(command, words)));
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

  /** Opens the card of an agent of which only the session is known. */
  static Button newcomer(String label, SessionId session) {
    return new Button.Call(
        label, Style.PRIMARY, ButtonSpec.look(CommandCall.of("agent", exact(session))));
  }

  /** Tells what happened in a time. */
  static Button missed(Instant from, Instant to) {
    return new Button.Call(
        "Missed",
        Style.PLAIN,
        ButtonSpec.look(CommandCall.of("missed", from.toString(), to.toString())));
  }

  static Button ack(Incident incident) {
    return about("Ack", Style.SUCCESS, "ack", incident);
  }

  static Button falseAlarm(Incident incident) {
    return about("False alarm", Style.PLAIN, "falsealarm", incident);
  }

  /**
   * @param span until when, as the command reads it
   */
  static Button snooze(String label, Incident incident, String span) {
    return about(label, Style.PLAIN, "snooze", incident, span);
  }

  /** Valid while the incident is open; the command says what happened when it is not. */
  private static Button about(
      String label, Style style, String command, Incident incident, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = Long.toString(incident.id());
    System.arraycopy(words, 0, all, 1, words.length);
    return new Button.Call(
        label, style, ButtonSpec.look(CommandCall.of(command, all), incident.subject()));
  }

  private static Button look(String label, Style style, String command, AgentLife life) {
    return new Button.Call(
        label, style, ButtonSpec.look(CommandCall.of(command, exact(life.session())), life.key()));
  }
}
