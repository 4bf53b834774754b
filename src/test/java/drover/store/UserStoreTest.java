package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserStoreTest {
  private static final UserId ADA = new UserId(7_000_000_000L);

  private final OpenStores open = OpenStores.inMemory();
  private final UserStore users = open.stores.users();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void knowsNobodyAtFirst() {
    assertThat(users.all()).isEmpty();
    assertThat(users.find(ADA)).isEmpty();
  }

  @Test
  void grantsToSomeoneWhoNeverWrote() {
    users.grant(ADA, Role.ADMIN);

    assertThat(users.find(ADA)).contains(new User(ADA, "", Role.ADMIN, null));
  }

  @Test
  void changingTheRoleKeepsTheName() {
    users.grant(ADA, Role.VIEWER);
    users.seen(ADA, "Ada", NOON);

    users.grant(ADA, Role.OPERATOR);

    assertThat(users.all()).containsExactly(new User(ADA, "Ada", Role.OPERATOR, NOON));
  }

  @Test
  void notesTheNewestName() {
    users.grant(ADA, Role.VIEWER);

    users.seen(ADA, "Ada", NOON);
    users.seen(ADA, "", noonPlus(1));

    assertThat(users.find(ADA)).contains(new User(ADA, "", Role.VIEWER, noonPlus(1)));
  }

  @Test
  void notesNothingOfStrangers() {
    users.grant(ADA, Role.STRANGER);

    users.seen(ADA, "Ada", NOON);
    users.seen(new UserId(8), "Eve", NOON);

    assertThat(users.all()).containsExactly(new User(ADA, "", Role.STRANGER, null));
  }

  @Test
  void manyGrantAtOnce() throws Exception {
    var unused =
        TokenMintTest.together(
            8,
            () -> {
              users.grant(ADA, Role.VIEWER);
              return true;
            });

    assertThat(users.all()).hasSize(1);
  }
}
