package drover.view;

import drover.base.HealthCheck.Health;
import drover.base.HealthCheck.State;
import drover.chat.OutgoingMessage;
import java.util.Comparator;
import java.util.List;

/** Every part of the bot in one line each; what is wrong comes first, with what to do. */
public final class HealthView {
  private HealthView() {}

  /** One part and how it is. */
  public record Part(String name, Health health) {}

  public static OutgoingMessage of(List<Part> parts, Moment moment) {
    Lines text = new Lines(Lines.MOST - 100);
    State worst =
        parts.stream().map(p -> p.health().state()).max(Comparator.naturalOrder()).orElse(State.OK);
    long wrong = parts.stream().filter(p -> p.health().state() != State.OK).count();
    boolean fits =
        text.add(
            wrong == 0
                ? Mark.of(worst) + " <b>All is well</b>"
                : Mark.of(worst) + " <b>" + Say.plural(wrong, "thing") + " to look at</b>");
    text.blank();
    for (State state : List.of(State.DOWN, State.DEGRADED, State.OK)) {
      for (Part part : parts) {
        if (part.health().state() == state) {
          fits &= text.add(line(part));
        }
      }
    }
    return OutgoingMessage.of(
        text + (fits ? "" : "\n…") + "\n\n<i>as of " + moment.clock(moment.now()) + "</i>",
        List.of(List.of(Keys.page("Refresh", "health"))));
  }

  private static String line(Part part) {
    Health health = part.health();
    String line =
        Mark.of(health.state())
            + " "
            + Html.bold(Cut.line(part.name(), 24))
            + " "
            + Html.escape(Cut.line(health.text(), 160));
    return health.advice().isBlank()
        ? line
        : line + "\n    → " + Html.escape(Cut.line(health.advice(), 160));
  }
}
