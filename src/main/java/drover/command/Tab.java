package drover.command;

import drover.session.Agent;
import drover.session.SessionStatus;
import drover.subscription.StatusWords;
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

  private Set<SessionStatus> statuses() {
    return this == ALL ? EnumSet.allOf(SessionStatus.class) : StatusWords.statuses(word);
  }
}
