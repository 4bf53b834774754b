package drover.command;

import drover.access.Role;
import drover.view.HelpView;
import java.util.Locale;

/** Tells people their numbers. */
final class WhoAmICommand implements Command {
  @Override
  public String name() {
    return "whoami";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/whoami";
  }

  @Override
  public String summary() {
    return "your ids and your role";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    String role = invocation.by().role().name().toLowerCase(Locale.ROOT);
    screen.show(
        HelpView.whoami(invocation.by().id(), invocation.by().name(), role, invocation.chat()));
  }
}
