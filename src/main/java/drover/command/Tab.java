package drover.command;

import drover.session.Agent;
import drover.session.SessionStatus;
import java.util.EnumSet;
import java.util.Set;

/** The filter buttons of the list. */
enum Tab {
  ALL("All", "", EnumSet.allOf(SessionStatus.class)),
  WORKING("Working", "working", EnumSet.of(SessionStatus.SPAWNING, SessionStatus.WORKING)),
  STALLED("Stalled", "stalled", EnumSet.of(SessionStatus.STALLED)),
  FAILED("Failed", "failed", EnumSet.of(SessionStatus.FAILED)),
  DONE("Done", "done", EnumSet.of(SessionStatus.COMPLETED, SessionStatus.TERMINATED));

  private final String label;
  private final String word;
  private final Set<SessionStatus> statuses;

  Tab(String label, String word, Set<SessionStatus> statuses) {
    this.label = label;
    this.word = word;
    this.statuses = Set.copyOf(statuses);
  }

  String label() {
    return label;
  }

  /** The word after {@code status:}; empty for all. */
  String word() {
    return word;
  }

  boolean holds(Agent agent) {
    return statuses.contains(agent.status());
  }

  Set<SessionStatus> statuses() {
    return statuses;
  }
}
