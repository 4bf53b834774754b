package drover.command;

import drover.session.Agent;
import drover.session.SessionStatus;
import java.time.Instant;
import java.util.Comparator;

/** What needs a person first: failed, stalled, near the token limit, then the liveliest. */
final class AgentOrder {
  private static final double NEAR_LIMIT = 90;

  static final Comparator<Agent> FIRST_THINGS_FIRST =
      Comparator.comparingInt(AgentOrder::rank)
          .thenComparing(AgentOrder::latest, Comparator.reverseOrder())
          .thenComparing(agent -> agent.id().value());

  private AgentOrder() {}

  private static int rank(Agent agent) {
    return switch (agent.status()) {
      case FAILED -> 0;
      case STALLED -> 1;
      case WORKING, SPAWNING -> isNearLimit(agent) ? 2 : 3;
      case COMPLETED, TERMINATED -> 4;
    };
  }

  private static boolean isNearLimit(Agent agent) {
    Double percentage = agent.session().tokens().percentage();
    return percentage != null && percentage >= NEAR_LIMIT && agent.status() != SessionStatus.FAILED;
  }

  private static Instant latest(Agent agent) {
    Instant end = agent.session().times().end();
    Instant activity = agent.session().times().lastActivity();
    Instant latest = agent.isOver() && end != null ? end : activity;
    return latest == null ? Instant.MIN : latest;
  }
}
