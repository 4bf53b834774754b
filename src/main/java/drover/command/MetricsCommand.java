package drover.command;

import drover.access.Role;
import drover.session.Agent;
import drover.session.Purpose;
import drover.session.SessionMetrics;
import drover.view.MetricsView;

/** An agent's figures. */
final class MetricsCommand implements Command {
  private final Desk desk;
  private final Subject subject;

  MetricsCommand(Desk desk, Subject subject) {
    this.desk = desk;
    this.subject = subject;
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/metrics REF";
  }

  @Override
  public String summary() {
    return "tokens, time, progress and load of an agent";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    subject
        .of(invocation, invocation.words(), screen)
        .ifPresent(
            found -> {
              SessionMetrics metrics = desk.gateway().metrics(found.id(), Purpose.PERSON);
              Agent agent = LogsCommand.known(desk.board(), found, desk);
              screen.show(MetricsView.of(agent, metrics, desk.moment(invocation.chat())));
            });
  }
}
