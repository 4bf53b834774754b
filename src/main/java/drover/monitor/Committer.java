package drover.monitor;

import drover.base.StorageException;
import drover.session.Transition;
import drover.session.TransitionListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a belief together with what every listener makes of its transition: all of it or nothing.
 *
 * <p>A listener that fails is tried once more in a new transaction; after that the belief commits
 * with the others and that listener's fallback. A failure of the store is no listener's, wherever
 * it shows. The board's thread only.
 */
final class Committer {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final int TRIES = 2;

  /** Says that nobody failed. */
  private static final TransitionListener NOBODY = transition -> {};

  private final MonitorPorts ports;
  private final Map<TransitionListener, FallbackNotice> listeners = new LinkedHashMap<>();
  private boolean storeFails;

  Committer(MonitorPorts ports) {
    this.ports = ports;
  }

  void add(TransitionListener listener, FallbackNotice fallback) {
    listeners.put(listener, fallback);
  }

  /** False when the database took nothing; then nothing is stored and all is to be tried again. */
  boolean commit(Belief after, Transition transition) {
    Map<TransitionListener, Integer> failures = new HashMap<>();
    Set<TransitionListener> givenUp = new HashSet<>();
    for (int attempt = 0; attempt <= TRIES * listeners.size(); attempt++) {
      TransitionListener failing = attempt(after, transition, givenUp);
      if (failing == NOBODY) {
        return true;
      }
      if (failing == null) {
        return false;
      }
      if (failures.merge(failing, 1, Integer::sum) >= TRIES) {
        givenUp.add(failing);
      }
    }
    return false;
  }

  /** Returns the listener that failed, {@link #NOBODY} on success, null when the store failed. */
  private @Nullable TransitionListener attempt(
      Belief after, Transition transition, Set<TransitionListener> givenUp) {
    TransitionListener[] current = new TransitionListener[1];
    try {
      ports
          .transactor()
          .run(
              () -> {
                ports.store().save(after);
                for (TransitionListener listener : listeners.keySet()) {
                  if (!givenUp.contains(listener)) {
                    current[0] = listener;
                    listener.on(transition);
                  }
                }
                current[0] = null;
                listeners.forEach(
                    (listener, fallback) -> {
                      if (givenUp.contains(listener)) {
                        fallback.plain(transition);
                      }
                    });
              });
      storeFails = false;
      return NOBODY;
    } catch (StorageException e) {
      note(transition, null, e);
      return null;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      note(transition, current[0], e);
      return current[0];
    }
  }

  /** One stack trace is enough for a database that stays down. */
  private void note(Transition transition, @Nullable TransitionListener by, Throwable why) {
    if (by != null) {
      String name = by.getClass().getSimpleName();
      log.warn("{} failed on {} of {}", name, transition.kind(), transition.life(), why);
    } else if (!storeFails) {
      log.warn("{} of {} could not be stored", transition.kind(), transition.life(), why);
    } else {
      log.warn("{} of {} could still not be stored", transition.kind(), transition.life());
    }
    storeFails |= by == null;
  }
}
