package drover.order;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.AgentLife;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One order as written down.
 *
 * @param detail the reason, the options; as text for people
 * @param successor the new session of a respawn, once known; else null
 * @param outcome in words; null while open
 */
public record Order(
    long id,
    Kind kind,
    AgentLife life,
    String agentName,
    UserId by,
    String byName,
    ChatAddress chat,
    @Nullable Long message,
    @Nullable String detail,
    State state,
    Instant requestedAt,
    @Nullable Instant settledAt,
    @Nullable String successor,
    @Nullable String outcome) {
  /** What is ordered. */
  public enum Kind {
    KILL,
    FORCE_KILL,
    RESPAWN
  }

  /** How far it is. */
  public enum State {
    /** Written down; the call has not left. */
    REQUESTED,
    /** The call is leaving or has left: never again. */
    SENT,
    /** The server took it; a kill is being watched. */
    ACCEPTED,
    /** It is so. */
    CONFIRMED,
    /** The server said no; nothing was done. */
    REFUSED,
    /** It never left, or surely did nothing. */
    FAILED,
    /** Nobody knows; a person was told what was found. */
    UNKNOWN;

    public boolean isSettled() {
      return switch (this) {
        case REQUESTED, SENT, ACCEPTED -> false;
        case CONFIRMED, REFUSED, FAILED, UNKNOWN -> true;
      };
    }
  }
}
