package drover.access;

import drover.chat.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person, with the role they have, or had and lost.
 *
 * @param name as last seen; empty until they first write
 * @param handle the @name without the sign, as last seen; null when none
 * @param lastSeen null until they first write
 * @param grant how they came by the role; null for strangers
 */
public record User(
    UserId id,
    String name,
    @Nullable String handle,
    Role role,
    @Nullable Instant lastSeen,
    @Nullable Grant grant) {
  /** Somebody of whom nothing is known. */
  public static User unknown(UserId id) {
    return new User(id, "", null, Role.STRANGER, null, null);
  }

  /** Whether the configuration made them what they are. */
  public boolean isConfigured() {
    return grant != null && grant.how() == Grant.How.CONFIGURED;
  }

  public User withRole(Role newRole, @Nullable Grant newGrant) {
    return new User(id, name, handle, newRole, lastSeen, newGrant);
  }

  public User called(String newName, @Nullable String newHandle) {
    return new User(id, newName, newHandle, role, lastSeen, grant);
  }
}
