package drover.command;

import drover.access.Role;
import drover.incident.FalseAlarms;
import drover.incident.Incident;
import drover.incident.Incidents;
import drover.view.IncidentView;

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
    FalseAlarms.Raise raise = falseAlarms.of(incident.life());
    Incidents.Outcome outcome =
        care.incidents()
            .falseAlarm(
                incident.id(),
                invocation.by().name(),
                raise.silence(),
                () -> falseAlarms.make(incident.life(), raise));
    care.answer(invocation, screen, outcome, IncidentView.falseAlarmToast(raise), null);
  }
}
