package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.access.UserStore;
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
