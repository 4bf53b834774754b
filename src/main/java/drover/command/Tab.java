package drover.command;

import drover.session.Agent;
import drover.session.SessionStatus;
import java.util.EnumSet;
import java.util.Set;

/** The filter buttons of the list. */
enum Tab {
  ALL("All", ""),
  WORKING("Working", "working"),
  STALLED("Stalled", "stalled"),
  FAILED("Failed", "failed"),
  DONE("Done", "done");

  private final String label;
  private final String word;

  Tab(String label, String word) {
    this.label = label;
    this.word = word;
  }

  String label() {
    return label;
  }

  /** The word after {@code status:}; empty for all. */
  String word() {
    return word;
  }

  boolean holds(Agent agent) {
    return statuses().contains(agent.status());
  }

  Set<SessionStatus> statuses() {
    return switch (this) {
      case ALL -> EnumSet.allOf(SessionStatus.class);
      case WORKING -> EnumSet.of(SessionStatus.SPAWNING, SessionStatus.WORKING);
      case STALLED -> EnumSet.of(SessionStatus.STALLED);
      case FAILED -> EnumSet.of(SessionStatus.FAILED);
      case DONE -> EnumSet.of(SessionStatus.COMPLETED, SessionStatus.TERMINATED);
    };
  }
}
