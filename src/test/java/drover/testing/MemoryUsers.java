package drover.testing;

import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People in memory. One thread. */
public final class MemoryUsers implements UserStore {
  private final Map<UserId, User> users = new LinkedHashMap<>();

  @Override
  public Optional<User> find(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  @Override
  public List<User> all() {
    return List.copyOf(users.values());
  }

  @Override
  public void grant(UserId id, Role role) {
    User old = users.getOrDefault(id, new User(id, "", role, null));
    users.put(id, new User(id, old.name(), role, old.lastSeen()));
  }

  @Override
  public void seen(UserId id, String name, Instant at) {
    users.computeIfPresent(id, (same, old) -> new User(id, name, old.role(), at));
  }
}
