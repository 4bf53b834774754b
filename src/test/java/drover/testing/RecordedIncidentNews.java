package drover.testing;

import drover.incident.Incident;
import drover.incident.IncidentNews;
import java.util.ArrayList;
import java.util.List;

/** Keeps what would be told of incidents, as words: "changed 1 v2". One thread. */
public final class RecordedIncidentNews implements IncidentNews {
  private final List<String> told = new ArrayList<>();
  private boolean escalates = true;

  public void canEscalate(boolean can) {
    escalates = can;
  }

  /** What was told since the last call, oldest first. */
  public List<String> take() {
    List<String> taken = List.copyOf(told);
    told.clear();
    return taken;
  }

  @Override
  public void changed(Incident incident) {
    told.add("changed " + incident.id() + " v" + incident.version());
  }

  @Override
  public void again(Incident incident) {
    told.add("again " + incident.id() + " #" + incident.care().repeats());
  }

  @Override
  public void escalated(Incident incident) {
    told.add("escalated " + incident.id());
  }

  @Override
  public boolean canEscalate() {
    return escalates;
  }
}
