package drover.testing;

import drover.session.Transition;
import drover.session.TransitionListener;
import java.util.ArrayList;
import java.util.List;

/** Remembers committed transitions; throws as often as told to. */
public final class RecordingListener implements TransitionListener, DirectTransactor.Undoable {
  private final List<Transition> heard = new ArrayList<>();
  private int failures;

  @Override
  public synchronized void on(Transition transition) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("the listener fails");
    }
    heard.add(transition);
  }

  public synchronized void failNext(int times) {
    failures = times;
  }

  public synchronized List<Transition> heard() {
    return List.copyOf(heard);
  }

  /** Each as "KIND session", with "#episode" for stalls and recoveries. */
  public synchronized List<String> told() {
    return heard.stream()
        .map(t -> t.kind() + " " + t.after().id() + (t.episode() > 0 ? "#" + t.episode() : ""))
        .toList();
  }

  public synchronized void clear() {
    heard.clear();
  }

  @Override
  public synchronized Runnable remember() {
    int before = heard.size();
    return () -> heard.subList(before, heard.size()).clear();
  }
}
