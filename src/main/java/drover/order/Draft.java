package drover.order;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.SessionPlan;
import drover.session.SessionPlan.Part;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new agent that a person is describing.
 *
 * @param revision grows with every change, so that an old page cannot order what it does not show
 * @param asked the part that was asked for; null: the whole is shown
 * @param alone the part is being changed alone: after it the whole is shown again
 * @param heard the number of the last message that was taken for an answer; 0 when none
 * @param touchedAt when the person was last asked or shown something
 */
public record Draft(
    long id,
    UserId by,
    ChatAddress chat,
    int revision,
    State state,
    SessionPlan plan,
    @Nullable Part asked,
    boolean alone,
    long heard,
    Instant touchedAt) {
  /** Whether anybody still waits for something. */
  public enum State {
    /** The person is to answer or to press. */
    OPEN,
    /** The person was silent for too long, and was told. */
    EXPIRED,
    /** It was ordered; what came of it stands in the log of orders. */
    ORDERED
  }

  /** A new one; the store gives it a number. */
  public static Draft begun(
      UserId by, ChatAddress chat, SessionPlan plan, @Nullable Part asked, Instant now) {
    return new Draft(0, by, chat, 0, State.OPEN, plan, asked, false, 0, now);
  }

  /** Asks for a part. */
  public Draft asking(Part part, boolean only, Instant now) {
    return new Draft(id, by, chat, revision, State.OPEN, plan, part, only, heard, now);
  }

  /** Shows the whole. */
  public Draft whole(Instant now) {
    return new Draft(id, by, chat, revision, State.OPEN, plan, null, false, heard, now);
  }

  public Draft withPlan(SessionPlan changed) {
    return new Draft(id, by, chat, revision, state, changed, asked, alone, heard, touchedAt);
  }

  public Draft withHeard(long message) {
    return new Draft(id, by, chat, revision, state, plan, asked, alone, message, touchedAt);
  }

  public Draft withState(State changed) {
    return new Draft(id, by, chat, revision, changed, plan, asked, alone, heard, touchedAt);
  }

  /** As a store keeps it. */
  public Draft kept(long number, int newRevision) {
    return new Draft(number, by, chat, newRevision, state, plan, asked, alone, heard, touchedAt);
  }
}
