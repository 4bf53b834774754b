package drover.command;

import drover.access.Role;
import drover.access.User;
import drover.view.PeopleView;
import java.util.Comparator;
import java.util.List;

/** Who may do what: all of them, or one with the buttons that change it. */
final class UsersCommand implements Command {
  private static final int PER_PAGE = 10;
  private static final Comparator<User> ORDER =
      Comparator.comparing(User::role)
          .reversed()
          .thenComparing(User::name)
          .thenComparing(user -> user.id().value());

  private final PeopleDesk people;
  private final Whom whom;

  UsersCommand(PeopleDesk people) {
    this.people = people;
    this.whom = new Whom(people);
  }

  @Override
  public String name() {
    return "users";
  }

  @Override
  public Role role(boolean group) {
    return Role.ADMIN;
  }

  @Override
  public String usage() {
    return "/users";
  }

  @Override
  public String summary() {
    return "who may do what";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Words words = new Words(invocation.words());
    int wanted = words.takeNumber("page").orElse(1);
    if (words.rest().isEmpty() && invocation.repliedTo() == null) {
      list(wanted, invocation, screen);
      return;
    }
    whom.find(invocation, words.rest(), screen)
        .ifPresent(user -> screen.show(people.person(user, null, invocation)));
  }

  private void list(int wanted, Invocation invocation, Screen screen) {
    List<User> all = people.all().stream().sorted(ORDER).toList();
    int pages = Math.max(1, (all.size() + PER_PAGE - 1) / PER_PAGE);
    int page = Math.max(1, Math.min(pages, wanted));
    int first = (page - 1) * PER_PAGE;
    List<User> shown = all.subList(first, Math.min(all.size(), first + PER_PAGE));
    screen.show(
        PeopleView.list(
            new PeopleView.Page(shown, all.size(), first + 1, page, pages),
            people.desk().moment(invocation.chat())));
  }
}
