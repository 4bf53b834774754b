package drover.command;

import drover.base.StorageException;
import drover.chat.Inbox;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which updates are being handled, and which were and cannot be marked so yet. Any thread, but for
 * {@link #settle}, which is the dispatching thread's.
 */
final class Handling {
  private static final Logger log = LoggerFactory.getLogger(Handling.class);

  /**
   * Numbers remembered while the inbox cannot be written. What is stored there at all came first:
   * beyond this many none is.
   */
  static final int MOST_UNMARKED = 10_000;

  private final Inbox inbox;
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
  private final Set<Long> handled = ConcurrentHashMap.newKeySet();
  private final Set<Long> done = ConcurrentHashMap.newKeySet();

  Handling(Inbox inbox) {
    this.inbox = inbox;
  }

  /** False when it is being handled, or was. */
  boolean begin(long updateId) {
    return inFlight.add(updateId);
  }

  /** It could not be handled now: it is as if it had never begun. */
  void giveBack(long updateId) {
    inFlight.remove(updateId);
  }

  /** What cannot be marked now stays in flight, so that it is not handled twice. */
  void finish(long updateId) {
    if (handled.size() >= MOST_UNMARKED) {
      inFlight.remove(updateId);
      return;
    }
    handled.add(updateId);
    boolean ignored = mark(updateId);
  }

  /** Marks what was not marked, and forgets what was; false when the inbox cannot be written. */
  boolean settle() {
    for (Long updateId : handled) {
      if (!mark(updateId)) {
        break;
      }
    }
    // Here and not when it is marked: what was read as waiting just before must not run again.
    for (Long updateId : List.copyOf(done)) {
      inFlight.remove(updateId);
      done.remove(updateId);
    }
    return handled.isEmpty();
  }

  int size() {
    return inFlight.size();
  }

  private boolean mark(long updateId) {
    try {
      inbox.done(updateId);
    } catch (StorageException e) {
      log.debug("Update {} was handled but cannot be marked so yet", updateId, e);
      return false;
    } catch (RuntimeException e) {
      log.error("Update {} was handled but cannot be marked so; trying again", updateId, e);
      return false;
    }
    handled.remove(updateId);
    done.add(updateId);
    return true;
  }
}
