package drover.command;

import drover.access.Role;
import drover.base.HealthCheck;
import drover.base.HealthCheck.Health;
import drover.view.HealthView;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the bot itself is. */
final class HealthCommand implements Command {
  private static final Logger log = LoggerFactory.getLogger(HealthCommand.class);

  private final List<HealthCheck> checks;
  private final Desk desk;

  /** Reads the list at every call: parts that start later may still join it. */
  HealthCommand(List<HealthCheck> checks, Desk desk) {
    this.checks = checks;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "health";
  }

  @Override
  public Role role(boolean group) {
    return Role.ADMIN;
  }

  @Override
  public String usage() {
    return "/health";
  }

  @Override
  public String summary() {
    return "how the bot itself is, and what to do";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    List<HealthView.Part> parts =
        checks.stream().map(check -> new HealthView.Part(check.name(), state(check))).toList();
    screen.show(HealthView.of(parts, desk.moment(invocation.chat())));
  }

  private static Health state(HealthCheck check) {
    try {
      return check.check();
    } catch (RuntimeException e) {
      log.error("The check of {} failed", check.name(), e);
      return Health.down("the check itself failed", "Look into the log.");
    }
  }
}
