package drover.order;

import drover.session.Agent;
import drover.session.SessionStatus;
import drover.session.Verdict;
import java.util.Optional;

/** Which orders an agent's state allows. Follows what the server reports. Pure. */
public final class Eligible {
  private Eligible() {}

  /** Whatever is not over can be killed, also when it is only out of tokens: it still burns. */
  public static boolean forKill(Agent agent) {
    return !agent.isOver() && agent.reportedStatus().map(status -> !status.isOver()).orElse(true);
  }

  /** Failed, terminated, reported as stalled, or out of tokens. */
  public static boolean forRespawn(Agent agent) {
    SessionStatus status = agent.status();
    boolean reported = agent.verdict().source() == Verdict.Source.REPORTED;
    return status == SessionStatus.FAILED
        || status == SessionStatus.TERMINATED
        || (status == SessionStatus.STALLED
            && (reported || agent.reportedStatus().equals(Optional.of(status))));
  }

  /** What the server is asked for even so: it may see a silence that we see as a stall. */
  public static boolean forRespawnRequest(Agent agent) {
    return forRespawn(agent) || agent.status() == SessionStatus.STALLED;
  }
}
