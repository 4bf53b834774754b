package drover.app;

import drover.access.Grant;
import drover.access.Role;
import drover.access.Roles;
import drover.access.UserStore;
import drover.chat.UserId;
import java.time.InstantSource;

/** Gives roles that nobody asked for. Once the program runs; any thread. */
final class Welcome {
  private static final String GIVER = "the playground";

  private final Roles roles;
  private final UserStore users;
  private final RoleChanges record;
  private final InstantSource clock;

  Welcome(Roles roles, UserStore users, RoleChanges record, InstantSource clock) {
    this.roles = roles;
    this.users = users;
    this.record = record;
    this.clock = clock;
  }

  /** Does nothing for whom the bot knows: a role that was taken away stays away. */
  void give(UserId who, String name, String handle, Role role) {
    if (users.find(who).isPresent()) {
      return;
    }
    Grant how = new Grant(Grant.How.GRANTED, null, GIVER, clock.instant());
    var unused =
        roles.change(
            who,
            role,
            how,
            change -> {
              users.called(who, name, handle);
              record.byConfiguration(change);
            });
  }
}
