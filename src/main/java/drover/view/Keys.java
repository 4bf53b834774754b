package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.incident.Incident;
import drover.session.AgentLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The buttons of pages. A page's buttons turn that page into the next one; {@link AgentButtons},
 * which hang under notices, open a new message and leave the notice as it stands.
 */
public final class Keys {
  /** The last word of a stored call whose answer replaces the message that was pressed. */
  public static final String HERE = "@here";

  /** Stands for the list last seen in a chat. */
  public static final String LAST = "@last";

  /** How long a question may be answered. */
  public static final Duration QUESTION = Duration.ofMinutes(2);

  private static final int PER_ROW = 8;

  private Keys() {}

  public static Button page(String label, String command, String... words) {
    return new Button.Call(label, Style.PLAIN, ButtonSpec.look(call(command, words)));
  }

  static Button about(
      String label, Style style, AgentLife life, String command, String... furtherWords) {
    return new Button.Call(
        label, style, ButtonSpec.look(call(command, with(life, furtherWords)), life.key()));
  }

  /** Gives the order when pressed: once, and not for long. */
  static Button order(
      String label, Style style, AgentLife life, String command, String... furtherWords) {
    return new Button.Call(
        label,
        style,
        ButtonSpec.order(call(command, with(life, furtherWords)), life.key(), QUESTION));
  }

  public static Button card(String label, AgentLife life) {
    return about(label, Style.PLAIN, life, "agent");
  }

  static Button logs(AgentLife life) {
    return about("Logs", Style.PLAIN, life, "logs");
  }

  static Button kill(AgentLife life) {
    return about("Kill", Style.DANGER, life, "kill");
  }

  static Button respawn(AgentLife life) {
    return about("Respawn", Style.PRIMARY, life, "respawn");
  }

  /** Takes care of an incident; the card on which it is pressed is drawn anew. */
  static Button care(
      String label, Style style, Incident incident, String command, String... furtherWords) {
    List<String> words = new ArrayList<>();
    words.add(Long.toString(incident.id()));
    Collections.addAll(words, furtherWords);
    return new Button.Call(
        label,
        style,
        ButtonSpec.look(call(command, words.toArray(String[]::new)), incident.subject()));
  }

  /** In rows of so many. */
  static List<List<Button>> rows(List<Button> buttons, int inRow) {
    int width = Math.min(PER_ROW, inRow);
    List<List<Button>> rows = new ArrayList<>();
    for (int i = 0; i < buttons.size(); i += width) {
      rows.add(buttons.subList(i, Math.min(buttons.size(), i + width)));
    }
    return rows;
  }

  private static String[] with(AgentLife life, String... furtherWords) {
    List<String> words = new ArrayList<>();
    words.add(AgentButtons.exact(life.session()));
    Collections.addAll(words, furtherWords);
    return words.toArray(String[]::new);
  }

  private static CommandCall call(String command, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(HERE);
    return CommandCall.of(command, all.toArray(String[]::new));
  }
}
