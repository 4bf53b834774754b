package drover.testing;

import drover.incident.FalseAlarms;
import drover.session.AgentLife;
import java.util.ArrayList;
import java.util.List;

/** Comes to what a test says, and remembers for whom it was made so. Any thread. */
public final class MemoryFalseAlarms implements FalseAlarms {
  private final List<AgentLife> made = new ArrayList<>();
  private Raise next = Raise.GONE;

  public synchronized void next(Raise raise) {
    next = raise;
  }

  public synchronized List<AgentLife> made() {
    return List.copyOf(made);
  }

  @Override
  public synchronized Raise of(AgentLife life) {
    return next;
  }

  @Override
  public synchronized void make(AgentLife life, Raise raise) {
    made.add(life);
  }
}
