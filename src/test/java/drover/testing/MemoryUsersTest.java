package drover.testing;

import drover.access.UserStore;

class MemoryUsersTest extends UserStoreContract {
  private final MemoryUsers users = new MemoryUsers();

  @Override
  protected UserStore users() {
    return users;
  }
}
