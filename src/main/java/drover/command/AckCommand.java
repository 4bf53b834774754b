package drover.command;

import drover.access.Role;

/** Takes care of an incident: it is told no more until it is over. */
final class AckCommand implements Command {
  private final CareDesk care;

  AckCommand(CareDesk care) {
    this.care = care;
  }

  @Override
  public String name() {
    return "ack";
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
    return "/ack";
  }

  @Override
  public String summary() {
    return "take care of an incident";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    care.incident(invocation, screen)
        .map(
            incident ->
                care.incidents().ack(incident.id(), invocation.by().id(), invocation.by().name()))
        .ifPresent(
            outcome ->
                care.answer(
                    invocation, screen, outcome, "Acked: it is yours. No more reminders.", null));
  }
}
