package drover.app;

import drover.access.Grant;
import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.base.StorageException;
import drover.base.Transactor;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The store of people, with those who have a role in memory as well: while the database is down
 * they are still known, with at most the role that they last had for certain. Any thread.
 */
final class RememberedUsers implements UserStore {
  private final UserStore store;
  private final Transactor transactor;

  /** Never holds strangers: whoever writes to the bot would fill it. */
  private final Map<UserId, User> known = new ConcurrentHashMap<>();

  RememberedUsers(UserStore store, Transactor transactor) {
    this.store = store;
    this.transactor = transactor;
  }

  /** Reads everybody; part of the start. */
  void load() {
    store.all().forEach(this::remember);
  }

  @Override
  public Optional<User> find(UserId id) {
    Optional<User> found;
    try {
      found = store.find(id);
    } catch (StorageException e) {
      return Optional.ofNullable(known.get(id));
    }
    atMost(id, found.map(User::role).orElse(Role.STRANGER));
    return found;
  }

  @Override
  public List<User> all() {
    return store.all();
  }

  @Override
  public Optional<User> findByHandle(String handle) {
    return store.findByHandle(handle);
  }

  @Override
  public void grant(UserId id, Role role, @Nullable Grant grant) {
    // Whether a commit that is cut off went through, nobody knows: so what is taken goes at once,
    // and what is given counts when it is certain.
    atMost(id, role);
    store.grant(id, role, grant);
    transactor.afterCommit(() -> remember(User.unknown(id).withRole(role, grant)));
  }

  @Override
  public void seen(UserId id, String name, @Nullable String handle, Instant at) {
    store.seen(id, name, handle, at);
  }

  @Override
  public void called(UserId id, String name, @Nullable String handle) {
    store.called(id, name, handle);
  }

  @Override
  public void knocked(UserId id, String name, @Nullable String handle, Instant at) {
    store.knocked(id, name, handle, at);
  }

  @Override
  public boolean hasKnocked(UserId id) {
    return store.hasKnocked(id);
  }

  @Override
  public int knocksSince(Instant time) {
    return store.knocksSince(time);
  }

  private void remember(User user) {
    if (user.role() == Role.STRANGER) {
      known.remove(user.id());
    } else {
      known.put(user.id(), user);
    }
  }

  private void atMost(UserId id, Role role) {
    User user = known.get(id);
    if (user != null && !role.covers(user.role())) {
      remember(user.withRole(role, null));
    }
  }
}
