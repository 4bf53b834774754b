package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.incident.Incident;
import drover.view.CardView.Card;
import java.util.ArrayList;
import java.util.List;

/**
 * What a card says of the trouble that its agent is in, and the buttons of those who may take care
 * of it: the same as under the notice, in one row.
 */
final class CardCare {
  private CardCare() {}

  /** Who takes care of it; empty when nobody does. */
  static String line(Card card, Moment moment) {
    return card.incident() == null ? "" : IncidentView.taken(card.incident(), moment);
  }

  static List<Button> row(Card card) {
    Incident incident = card.incident();
    if (incident == null || !card.work()) {
      return List.of();
    }
    boolean acked = incident.care().ack() != null;
    boolean stall = incident.kind() == Incident.Kind.STALL;
    List<Button> buttons = new ArrayList<>();
    if (!acked) {
      buttons.add(Keys.care("Ack", Style.SUCCESS, incident, "ack"));
    }
    if (!acked && stall) {
      buttons.add(Keys.care("Snooze 30m", Style.PLAIN, incident, "snooze", "30m"));
    }
    if (stall && isNamed(card)) {
      buttons.add(Keys.care("False alarm", Style.PLAIN, incident, "falsealarm"));
    }
    return buttons;
  }

  /** Those without a name have no patience in common. */
  private static boolean isNamed(Card card) {
    String name = card.agent().session().name();
    return name != null && !name.isBlank();
  }
}
