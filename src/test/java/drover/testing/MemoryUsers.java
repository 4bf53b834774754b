package drover.testing;

import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.base.StorageException;
import drover.chat.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People in memory. One thread. */
public final class MemoryUsers implements UserStore {
  private final Map<UserId, User> users = new LinkedHashMap<>();
  private boolean down;

  /** From now on nothing can be read or written, until told otherwise. */
  public void down(boolean isDown) {
    down = isDown;
  }

  @Override
  public Optional<User> find(UserId id) {
    requireUp();
    return Optional.ofNullable(users.get(id));
  }

  @Override
  public List<User> all() {
    requireUp();
    return List.copyOf(users.values());
  }

  @Override
  public void grant(UserId id, Role role) {
    requireUp();
    User old = users.getOrDefault(id, new User(id, "", role, null));
    users.put(id, new User(id, old.name(), role, old.lastSeen()));
  }

  @Override
  public void seen(UserId id, String name, Instant at) {
    requireUp();
    users.computeIfPresent(id, (same, old) -> new User(id, name, old.role(), at));
  }

  private void requireUp() {
    if (down) {
      throw new StorageException("the database is down");
    }
  }
}
