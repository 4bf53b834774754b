package drover.access;

import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps people and their roles. */
public interface UserStore {
  Optional<User> find(UserId id);

  /**
   * Whoever was last seen under that @name, given without the sign, whatever its case; strangers
   * too.
   */
  Optional<User> findByHandle(String handle);

  /** Everybody with a role. */
  List<User> all();

  /**
   * Creates the person or changes the role; keeps the name.
   *
   * @param grant how they came by it; null when it is taken away
   */
  void grant(UserId id, Role role, @Nullable Grant grant);

  /** The same, and nobody knows how. */
  default void grant(UserId id, Role role) {
    grant(id, role, null);
  }

  /** Notes the present name of a person with a role; does nothing for strangers. */
  void seen(UserId id, String name, @Nullable String handle, Instant at);

  /** Notes how somebody who has a role is called, though they were not here. */
  void called(UserId id, String name, @Nullable String handle);

  /** Notes that a stranger asked to be let in, and how they are called. */
  void knocked(UserId id, String name, @Nullable String handle, Instant at);

  /** Whether that person ever asked, as far as we remember. */
  boolean hasKnocked(UserId id);

  /** How many asked after that. */
  int knocksSince(Instant time);
}
