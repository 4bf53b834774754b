package drover.access;

import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps people and their roles. */
public interface UserStore {
  Optional<User> find(UserId id);

  List<User> all();

  /** Creates the person or changes the role; keeps the name. */
  void grant(UserId id, Role role);

  /** Notes the name of a known person; does nothing for strangers. */
  void seen(UserId id, String name, Instant at);
}
