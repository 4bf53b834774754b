package drover.monitor;

import drover.base.StorageException;
import drover.session.ServerNews;
import drover.session.ServerNewsListener;
import drover.session.Transition;
import drover.session.TransitionListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what is believed together with what every listener makes of it: all of it or nothing.
 *
 * <p>A listener that fails is tried once more in a new transaction; after that the belief commits
 * with the others and that listener's fallback. A failure of the store is no listener's, wherever
 * it shows. The board's thread only.
 */
final class Committer {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final int TRIES = 2;

  private final MonitorPorts ports;
  private final List<Ear<Transition>> ears = new ArrayList<>();
  private final List<Ear<ServerNews>> newsEars = new ArrayList<>();
  private boolean storeFails;

  Committer(MonitorPorts ports) {
    this.ports = ports;
  }

  void add(TransitionListener listener, FallbackNotice fallback) {
    ears.add(new Ear<>(name(listener), listener::on, fallback::plain));
  }

  void add(ServerNewsListener listener, ServerNewsListener fallback) {
    newsEars.add(new Ear<>(name(listener), listener::on, fallback::on));
  }

  /** False when the database took nothing; then nothing is stored and all is to be tried again. */
  boolean commit(Belief after, Transition transition) {
    String what = transition.kind() + " of " + transition.life();
    return commit(() -> ports.store().save(after), ears, transition, what);
  }

  /**
   * The same for news.
   *
   * @param beliefs stores what is believed with them
   */
  boolean commit(Runnable beliefs, ServerNews news) {
    return commit(beliefs, newsEars, news, news.getClass().getSimpleName() + " of the server");
  }

  private <T> boolean commit(Runnable beliefs, List<Ear<T>> hearers, T tidings, String what) {
    Map<Ear<T>, Integer> failures = new HashMap<>();
    Set<Ear<T>> givenUp = new HashSet<>();
    for (int attempt = 0; attempt <= TRIES * hearers.size(); attempt++) {
      Attempt<T> made = new Attempt<>(beliefs, hearers, givenUp, tidings);
      Throwable why = attempt(made);
      if (why == null) {
        storeFails = false;
        return true;
      }
      Ear<T> failing = why instanceof StorageException ? null : made.current;
      note(what, failing == null ? null : failing.name(), why);
      if (failing == null) {
        return false;
      }
      if (failures.merge(failing, 1, Integer::sum) >= TRIES) {
        givenUp.add(failing);
      }
    }
    return false;
  }

  /** Returns why it did not commit; null when it did. */
  private @Nullable Throwable attempt(Attempt<?> made) {
    try {
      ports.transactor().run(made);
      return null;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return e;
    }
  }

  /** One stack trace is enough for a database that stays down. */
  private void note(String what, @Nullable String by, Throwable why) {
    if (by != null) {
      log.warn("{} failed on {}", by, what, why);
    } else if (!storeFails) {
      log.warn("{} could not be stored", what, why);
    } else {
      log.warn("{} could still not be stored", what);
    }
    storeFails |= by == null;
  }

  private static String name(Object listener) {
    return listener.getClass().getSimpleName();
  }

  /** One that hears, and what takes its place when it cannot. */
  private record Ear<T>(String name, Consumer<T> listener, Consumer<T> fallback) {}

  /** The work of one transaction; remembers whose turn it was when it broke. */
  private static final class Attempt<T> implements Runnable {
    private final Runnable beliefs;
    private final List<Ear<T>> ears;
    private final Set<Ear<T>> givenUp;
    private final T tidings;
    @Nullable Ear<T> current;

    Attempt(Runnable beliefs, List<Ear<T>> ears, Set<Ear<T>> givenUp, T tidings) {
      this.beliefs = beliefs;
      this.ears = ears;
      this.givenUp = givenUp;
      this.tidings = tidings;
    }

    @Override
    public void run() {
      beliefs.run();
      for (Ear<T> ear : ears) {
        if (!givenUp.contains(ear)) {
          current = ear;
          ear.listener().accept(tidings);
        }
      }
      current = null;
      for (Ear<T> ear : ears) {
        if (givenUp.contains(ear)) {
          ear.fallback().accept(tidings);
        }
      }
    }
  }
}
