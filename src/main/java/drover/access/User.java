package drover.access;

import drover.chat.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person with a role.
 *
 * @param name as last seen; empty until they first write
 * @param lastSeen null until they first write
 */
public record User(UserId id, String name, Role role, @Nullable Instant lastSeen) {}
