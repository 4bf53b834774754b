package drover.testing;

import drover.access.Grant;
import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.base.StorageException;
import drover.chat.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People in memory. One thread. */
public final class MemoryUsers implements UserStore {
  private final Map<UserId, User> users = new LinkedHashMap<>();
  private final Map<UserId, Instant> knocks = new LinkedHashMap<>();
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
  public Optional<User> findByHandle(String handle) {
    requireUp();
    return users.values().stream()
        .filter(user -> handle.equalsIgnoreCase(user.handle()))
        .max(Comparator.comparing(user -> latest(user)));
  }

  @Override
  public List<User> all() {
    requireUp();
    return users.values().stream()
        .filter(user -> user.role() != Role.STRANGER)
        .sorted(Comparator.comparing(user -> user.id().value()))
        .toList();
  }

  @Override
  public void grant(UserId id, Role role, @Nullable Grant grant) {
    requireUp();
    users.put(id, users.getOrDefault(id, User.unknown(id)).withRole(role, grant));
  }

  @Override
  public void seen(UserId id, String name, @Nullable String handle, Instant at) {
    requireUp();
    users.computeIfPresent(
        id,
        (same, old) ->
            old.role() == Role.STRANGER
                ? old
                : new User(id, name, handle, old.role(), at, old.grant()));
  }

  @Override
  public void called(UserId id, String name, @Nullable String handle) {
    requireUp();
    users.computeIfPresent(
        id, (same, old) -> old.role() == Role.STRANGER ? old : old.called(name, handle));
  }

  @Override
  public void knocked(UserId id, String name, @Nullable String handle, Instant at) {
    requireUp();
    users.put(id, users.getOrDefault(id, User.unknown(id)).called(name, handle));
    knocks.put(id, at);
  }

  @Override
  public boolean hasKnocked(UserId id) {
    requireUp();
    return knocks.containsKey(id);
  }

  @Override
  public int knocksSince(Instant time) {
    requireUp();
    return (int) knocks.values().stream().filter(at -> at.isAfter(time)).count();
  }

  private Instant latest(User user) {
    Instant seen = user.lastSeen();
    return seen == null ? knocks.getOrDefault(user.id(), Instant.MIN) : seen;
  }

  private void requireUp() {
    if (down) {
      throw new StorageException("the database is down");
    }
  }
}
