package drover.command;

import drover.access.Role;

/** Takes somebody's role away: from now on they are a stranger. */
final class RevokeCommand implements Command {
  private final PeopleDesk people;
  private final Whom whom;

  RevokeCommand(PeopleDesk people) {
    this.people = people;
    this.whom = new Whom(people);
  }

  @Override
  public String name() {
    return "revoke";
  }

  @Override
  public Role role(boolean group) {
    return Role.ADMIN;
  }

  @Override
  public String usage() {
    return "/revoke USER";
  }

  @Override
  public String summary() {
    return "take somebody's role away";
  }

  @Override
  public void pressedAgain(Invocation invocation, Screen screen) {
    handle(invocation, screen);
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    whom.find(invocation, invocation.words(), screen)
        .ifPresent(user -> people.change(user, Role.STRANGER, invocation, screen));
  }
}
