package drover.session;

import java.time.Duration;

/**
 * A server's calls. All block, keep the server's rate limits themselves and may be used by many
 * threads. All throw {@link SessionApiException} and nothing else.
 */
public interface SessionGateway {
  /** What this server can do; what it cannot is not offered to people. */
  Capabilities capabilities();

  /**
   * How far the server's clock is ahead of ours, as last seen; zero until known. May be negative.
   */
  Duration clockOffset();

  /** All sessions. Calls close together share one answer. */
  SessionList list(Purpose purpose);

  /** One session with prompt, children and origin. */
  Session details(SessionId id, Purpose purpose);

  LogPage logs(SessionId id, LogQuery query, Purpose purpose);

  SessionMetrics metrics(SessionId id, Purpose purpose);

  /** Asks for the end. The answer says that the server took the order, not that it is over. */
  KillOutcome kill(SessionId id, KillOrder order);

  /**
   * Starts a successor. Never sent twice: {@link SessionApiException.OutcomeUnknown} when the
   * request left and no answer came.
   *
   * @return the new session's id
   */
  SessionId respawn(SessionId id, RespawnOrder order);

  /**
   * Starts a new session; the same rule about sending twice.
   *
   * @return the new session's id
   */
  SessionId create(CreateOrder order);
}
