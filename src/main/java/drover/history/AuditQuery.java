package drover.history;

import drover.chat.UserId;
import drover.session.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit trail are wanted.
 *
 * @param person only what this person did, or was done to them; null: anybody's
 * @param session only what was done to this agent; null: whatever it was done to
 */
public record AuditQuery(Instant since, @Nullable UserId person, @Nullable SessionId session) {
  public static AuditQuery all(Instant since) {
    return new AuditQuery(since, null, null);
  }
}
