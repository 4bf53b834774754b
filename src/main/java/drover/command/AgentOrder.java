package drover.command;

import drover.session.Agent;
import drover.session.SessionStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/**
 * What needs a person first: failed and not acked, stalled, near the token limit, then the
 * liveliest; failures that somebody takes care of are with what is over.
 */
final class AgentOrder {
  private static final double NEAR_LIMIT = 90;

  static final Comparator<Agent> FIRST_THINGS_FIRST = firstThingsFirst(Set.of());

  private AgentOrder() {}

  /**
   * @param acked the keys of the lives whose failure somebody takes care of
   */
  static Comparator<Agent> firstThingsFirst(Set<String> acked) {
    return Comparator.comparingInt((Agent agent) -> rank(agent, acked))
        .thenComparing(AgentOrder::latest, Comparator.reverseOrder())
        .thenComparing(agent -> agent.id().value());
  }

  private static int rank(Agent agent, Set<String> acked) {
    return switch (agent.status()) {
      case FAILED -> acked.contains(agent.life().key()) ? 4 : 0;
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
