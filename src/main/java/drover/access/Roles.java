package drover.access;

import drover.base.Transactor;
import drover.chat.UserId;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that changes roles: one change at a time, so that two admins who take each other's
 * role at once do not both succeed. Any thread; not inside a transaction.
 */
public final class Roles {
  private static final Logger log = LoggerFactory.getLogger(Roles.class);
  private static final String BY_CONFIGURATION = "telegram.admins";

  private final UserStore users;
  private final Transactor transactor;
  private final Clock clock;
  private final List<Consumer<UserId>> listeners = new CopyOnWriteArrayList<>();

  public Roles(UserStore users, Transactor transactor, Clock clock) {
    this.users = users;
    this.transactor = transactor;
    this.clock = clock;
  }

  /** What became of a wish to change a role. */
  public enum Outcome {
    CHANGED,
    /** That person had the role already. */
    SAME,
    /** The configuration made them admin, and alone can unmake them. */
    CONFIGURED,
    /** Nobody could give roles any more. */
    LAST_ADMIN
  }

  /** A change that was wished for: done only when {@code outcome} says so. */
  public record Change(UserId who, Role from, Role to, Grant how, Outcome outcome) {}

  /** Hears whose role has changed, after it has. */
  public void onChanged(Consumer<UserId> listener) {
    listeners.add(listener);
  }

  /**
   * Makes exactly these people admins by configuration. Who was named there before and is not any
   * more becomes a stranger; roles that were given in a chat stay.
   *
   * @param record writes a change down, in the same transaction
   */
  public synchronized void seed(List<UserId> admins, Consumer<Change> record) {
    Grant how = new Grant(Grant.How.CONFIGURED, null, BY_CONFIGURATION, clock.instant());
    transactor.run(
        () -> {
          for (User user : users.all()) {
            if (user.isConfigured() && !admins.contains(user.id())) {
              set(user.id(), user.role(), Role.STRANGER, how, record);
            }
          }
          for (UserId id : admins) {
            User user = users.find(id).orElseGet(() -> User.unknown(id));
            if (!user.isConfigured()) {
              set(id, user.role(), Role.ADMIN, how, record);
            }
          }
        });
  }

  /**
   * Gives a role, or with {@link Role#STRANGER} takes it away.
   *
   * @param record writes down what came of it, in the same transaction
   */
  public synchronized Change change(UserId who, Role to, Grant how, Consumer<Change> record) {
    return transactor.call(
        () -> {
          User user = users.find(who).orElseGet(() -> User.unknown(who));
          Outcome outcome = outcome(user, to);
          if (outcome == Outcome.CHANGED) {
            return set(who, user.role(), to, how, record);
          }
          Change change = new Change(who, user.role(), to, how, outcome);
          record.accept(change);
          return change;
        });
  }

  /** Makes a stranger a viewer; of anybody else it changes nothing. */
  public synchronized Change admit(UserId who, Grant how, Consumer<Change> record) {
    return transactor.call(
        () -> {
          Role from = users.find(who).map(User::role).orElse(Role.STRANGER);
          return from == Role.STRANGER
              ? set(who, from, Role.VIEWER, how, record)
              : new Change(who, from, from, how, Outcome.SAME);
        });
  }

  /** Gives the first admin their role; false when there is an admin already. */
  public synchronized boolean pair(UserId who, Grant how, Consumer<Change> record) {
    return transactor.call(
        () -> {
          if (hasAdmin()) {
            return false;
          }
          Role from = users.find(who).map(User::role).orElse(Role.STRANGER);
          Change ignored = set(who, from, Role.ADMIN, how, record);
          return true;
        });
  }

  public boolean hasAdmin() {
    return users.all().stream().anyMatch(user -> user.role() == Role.ADMIN);
  }

  private Outcome outcome(User user, Role to) {
    if (user.role() == to) {
      return Outcome.SAME;
    }
    if (user.isConfigured()) {
      return Outcome.CONFIGURED;
    }
    boolean another =
        users.all().stream()
            .anyMatch(one -> one.role() == Role.ADMIN && !one.id().equals(user.id()));
    return user.role() == Role.ADMIN && !another ? Outcome.LAST_ADMIN : Outcome.CHANGED;
  }

  private Change set(UserId who, Role from, Role to, Grant how, Consumer<Change> record) {
    users.grant(who, to, to == Role.STRANGER ? null : how);
    Change change = new Change(who, from, to, how, Outcome.CHANGED);
    record.accept(change);
    transactor.afterCommit(() -> tell(who));
    return change;
  }

  private void tell(UserId who) {
    for (Consumer<UserId> listener : listeners) {
      try {
        listener.accept(who);
      } catch (RuntimeException e) {
        log.error("What follows from the new role of user {} was not done", who, e);
      }
    }
  }
}
