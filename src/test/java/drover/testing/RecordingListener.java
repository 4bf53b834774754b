package drover.testing;

import drover.session.ServerNews;
import drover.session.ServerNewsListener;
import drover.session.Transition;
import drover.session.TransitionListener;
import java.util.ArrayList;
import java.util.List;

/** Remembers committed transitions and news; throws as often as told to. */
public final class RecordingListener implements TransitionListener, DirectTransactor.Undoable {
  private final List<Transition> heard = new ArrayList<>();
  private final List<ServerNews> news = new ArrayList<>();
  private int failures;

  @Override
  public synchronized void on(Transition transition) {
    failIfTold();
    heard.add(transition);
  }

  /** Hears what happens to the server, beside the transitions. */
  public ServerNewsListener news() {
    return this::on;
  }

  private synchronized void on(ServerNews tidings) {
    failIfTold();
    news.add(tidings);
  }

  public synchronized List<ServerNews> heardNews() {
    return List.copyOf(news);
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
    news.clear();
  }

  private void failIfTold() {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("the listener fails");
    }
  }

  @Override
  public synchronized Runnable remember() {
    int before = heard.size();
    int newsBefore = news.size();
    return () -> {
      heard.subList(before, heard.size()).clear();
      news.subList(newsBefore, news.size()).clear();
    };
  }
}
