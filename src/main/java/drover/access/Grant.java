package drover.access;

import drover.chat.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How somebody came by a role.
 *
 * @param by null when it was nobody in a chat
 */
public record Grant(How how, @Nullable UserId by, String byName, Instant at) {
  /** The ways to a role. */
  public enum How {
    /** Named in the configuration, and taken away only there. */
    CONFIGURED,
    /** By the code that the bot showed in its log. */
    PAIRED,
    /** By an admin. */
    GRANTED
  }
}
