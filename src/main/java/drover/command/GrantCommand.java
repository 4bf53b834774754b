package drover.command;

import drover.access.Role;
import drover.view.PeopleView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives somebody a role, whatever they had before. */
final class GrantCommand implements Command {
  private final PeopleDesk people;
  private final Whom whom;

  GrantCommand(PeopleDesk people) {
    this.people = people;
    this.whom = new Whom(people);
  }

  @Override
  public String name() {
    return "grant";
  }

  @Override
  public Role role(boolean group) {
    return Role.ADMIN;
  }

  @Override
  public String usage() {
    return "/grant USER viewer|operator|admin";
  }

  @Override
  public String summary() {
    return "give somebody a role: @name, id, or as a reply";
  }

  @Override
  public void pressedAgain(Invocation invocation, Screen screen) {
    handle(invocation, screen);
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    List<String> words = invocation.words();
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    Optional<Role> role = role(last);
    if (role.isEmpty()) {
      boolean unclear = words.size() > 1 || invocation.repliedTo() != null;
      screen.show(unclear ? PeopleView.whichRole(last) : PeopleView.whom(name()));
      return;
    }
    whom.find(invocation, words.subList(0, words.size() - 1), screen)
        .ifPresent(user -> people.change(user, role.get(), invocation, screen));
  }

  private static Optional<Role> role(String word) {
    return Stream.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)
        .filter(role -> role.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
