package drover.app;

import drover.access.Role;
import drover.access.Roles;
import drover.access.Trouble;
import drover.history.AuditEntry;
import drover.history.HistoryStore;
import java.util.Locale;

/** Writes down the roles that change without a command. */
final class RoleChanges {
  private final HistoryStore history;

  RoleChanges(HistoryStore history) {
    this.history = history;
  }

  void byConfiguration(Roles.Change change) {
    history.audit(
        new AuditEntry(
            change.how().at(),
            change.how().by(),
            change.how().byName(),
            Trouble.NOWHERE,
            change.to() == Role.STRANGER ? "revoke" : "grant",
            null,
            null,
            word(change.from()) + " → " + word(change.to()),
            "done",
            change.who()));
  }

  private static String word(Role role) {
    return role == Role.STRANGER ? "none" : role.name().toLowerCase(Locale.ROOT);
  }
}
