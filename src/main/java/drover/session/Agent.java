package drover.session;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as we see it at a time.
 *
 * @param progress null when nothing tells
 * @param asOf when the server last told us of it, by our own clock
 */
public record Agent(
    AgentLife life, Session session, Verdict verdict, @Nullable Progress progress, Instant asOf) {

  public SessionId id() {
    return session.id();
  }

  public String name() {
    return session.displayName();
  }

  public SessionStatus status() {
    return verdict.status();
  }

  /** The status that the server itself reports, when it is one we know. Buttons follow it. */
  public Optional<SessionStatus> reportedStatus() {
    return SessionStatus.parse(session.status());
  }

  public boolean isOver() {
    return verdict.isEnd();
  }
}
