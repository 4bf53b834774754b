package drover.notify;

import drover.base.Redactor;
import drover.incident.Incident;
import drover.incident.Incident.Closing;
import drover.monitor.Board;
import drover.session.Agent;
import drover.session.SessionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who took over from the agents of incidents that a respawn closed. Any thread. */
record Successors(Board board, Redactor redactor) {
  /** Empty when it was closed otherwise, or nobody knows. */
  static Optional<SessionId> of(@Nullable Incident incident) {
    Closing closing = incident == null ? null : incident.closing();
    return closing == null
            || closing.detail() == null
            || !closing.outcome().equals(Closing.RESPAWNED)
        ? Optional.empty()
        : Optional.of(new SessionId(closing.detail()));
  }

  /** Empty also when the server does not list it, or not yet. */
  Optional<String> nameOf(@Nullable Incident incident) {
    return of(incident).flatMap(board.snapshot()::find).map(Agent::name).map(redactor::redact);
  }
}
