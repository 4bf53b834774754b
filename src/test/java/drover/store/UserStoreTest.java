package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.access.UserStore;
import drover.chat.UserId;
import drover.testing.UserStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserStoreTest extends UserStoreContract {
  private final OpenStores open = OpenStores.inMemory();
  private final UserStore users = open.stores.users();

  @AfterEach
  void close() {
    open.close();
  }

  @Override
  protected UserStore users() {
    return users;
  }

  @Test
  void strangersThatKnockedLongAgoAreForgottenAndNobodyElse() {
    UserId dan = new UserId(9);
    users.knocked(ADA, "Ada", "ada", NOON);
    users.knocked(dan, "Dan", "dan", NOON);
    users.grant(ADA, Role.VIEWER);

    assertThat(open.stores.history().deleteBefore(NOON)).isZero();
    assertThat(open.stores.history().deleteBefore(noonPlus(1))).isEqualTo(1);

    assertThat(users.find(ADA)).isPresent();
    assertThat(users.hasKnocked(dan)).isFalse();
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
