package drover.command;

import drover.access.Grant;
import drover.access.Role;
import drover.access.Roles;
import drover.access.Roles.Change;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.HistoryStore;
import drover.view.PeopleView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands about people's roles share. */
record PeopleDesk(Roles roles, UserStore users, HistoryStore history, Desk desk) {
  User find(UserId id) {
    return users.find(id).orElseGet(() -> User.unknown(id));
  }

  List<User> all() {
    return users.all();
  }

  /**
   * Changes a role, or not, and writes down which; shows what came of it. A press that came too
   * late changes nothing, and sees the person as they are now.
   *
   * @param who as far as the call told
   */
  void change(User who, Role to, Invocation invocation, Screen screen) {
    if (invocation.pressed() && !invocation.ordered()) {
      screen.show(person(find(who.id()), null, invocation));
      return;
    }
    Invocation.Person by = invocation.by();
    Grant how = new Grant(Grant.How.GRANTED, by.id(), by.name(), desk.clock().instant());
    Change change =
        roles.change(
            who.id(),
            to,
            how,
            done -> {
              note(who);
              history.audit(entry(done, invocation));
            });
    User now = find(who.id());
    String news =
        switch (change.outcome()) {
          case CHANGED -> PeopleView.changed(now, change.from());
          case SAME -> PeopleView.same(now);
          case CONFIGURED -> PeopleView.configured();
          case LAST_ADMIN -> PeopleView.lastAdmin();
        };
    screen.show(person(now, news, invocation));
  }

  /** Makes a stranger a viewer, and writes it down; false when they are none any more. */
  boolean letIn(User who, Invocation invocation) {
    Invocation.Person by = invocation.by();
    Grant how = new Grant(Grant.How.GRANTED, by.id(), by.name(), desk.clock().instant());
    Change change = roles.admit(who.id(), how, done -> history.audit(entry(done, invocation)));
    return change.outcome() == Roles.Outcome.CHANGED;
  }

  /** Writes down what was done about a person and changed no role. */
  void writeDown(User who, Invocation invocation, String outcome) {
    history.audit(entry(invocation, desk.clock().instant(), null, outcome, who.id()));
  }

  OutgoingMessage person(User user, @Nullable String news, Invocation invocation) {
    return PeopleView.person(user, news, desk.moment(invocation.chat()));
  }

  /** A reply or a mention tells how somebody is called who was never here. */
  private void note(User who) {
    if (!who.name().isBlank()) {
      users.called(who.id(), who.name(), who.handle());
    }
  }

  private static AuditEntry entry(Change change, Invocation invocation) {
    String outcome =
        switch (change.outcome()) {
          case CHANGED -> "done";
          case SAME -> "needless";
          case CONFIGURED, LAST_ADMIN -> "refused";
        };
    String detail = word(change.from()) + " → " + word(change.to());
    return entry(invocation, change.how().at(), detail, outcome, change.who());
  }

  private static AuditEntry entry(
      Invocation invocation, Instant at, @Nullable String detail, String outcome, UserId about) {
    return new AuditEntry(
        at,
        invocation.by().id(),
        invocation.by().name(),
        invocation.chat(),
        invocation.call().name(),
        null,
        null,
        detail,
        outcome,
        about);
  }

  private static String word(Role role) {
    return role == Role.STRANGER ? "none" : role.name().toLowerCase(Locale.ROOT);
  }
}
