package drover.command;

import drover.access.Role;
import drover.incident.FalseAlarms;
import drover.incident.Incident;
import drover.incident.Incidents;

/** Ends a stall that is none, and lets agents of that name be silent for longer. */
final class FalseAlarmCommand implements Command {
  private final CareDesk care;
  private final FalseAlarms falseAlarms;

  FalseAlarmCommand(CareDesk care, FalseAlarms falseAlarms) {
    this.care = care;
    this.falseAlarms = falseAlarms;
  }

  @Override
  public String name() {
    return "falsealarm";
  }

  @Override
  public Role role(boolean group) {
    return Role.OPERATOR;
  }

  @Override
  public boolean isPressedOnly() {
    return true;
  }

  @Override
  public String usage() {
    return "/falsealarm";
  }

  @Override
  public String summary() {
    return "call a stall a false alarm";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Incident incident =
        care.incident(invocation, screen)
            .filter(one -> one.kind() == Incident.Kind.STALL)
            .orElse(null);
    if (incident == null) {
      return;
    }
    Incidents.Outcome outcome =
        care.incidents()
            .falseAlarm(
                incident.id(), invocation.by().name(), () -> falseAlarms.raise(incident.life()));
    care.answer(
        invocation,
        screen,
        outcome,
        "A false alarm. Agents of that name may be silent for longer from now on.",
        null);
  }
}
