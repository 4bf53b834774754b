package drover.order;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One order as written down.
 *
 * @param life the agent it is about; for a creation {@link #unborn what stands for} the one that is
 *     not there yet
 * @param detail the reason, the options; as text for people
 * @param successor the new session of a respawn or creation, once known; else null
 * @param outcome in words; null while open
 * @param task what a created agent is to do, by which it is looked for; null for the rest
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
    @Nullable String outcome,
    @Nullable String task) {
  private static final String DRAFT = "draft ";

  /** What is ordered. */
  public enum Kind {
    KILL,
    FORCE_KILL,
    RESPAWN,
    CREATE;

    public boolean isKill() {
      return switch (this) {
        case KILL, FORCE_KILL -> true;
        case RESPAWN, CREATE -> false;
      };
    }
  }

  /** Stands for the agent that a creation is to make; the same for the same draft. */
  public static AgentLife unborn(long draft) {
    return new AgentLife(new SessionId(DRAFT + draft), "");
  }

  /** The draft behind {@link #unborn}. */
  public static long draftOf(AgentLife unborn) {
    return Long.parseLong(unborn.session().value().substring(DRAFT.length()));
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
