package drover.testing;

import drover.base.StorageException;
import drover.chat.Inbox;
import drover.chat.Incoming;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Updates in memory. Any thread. */
public final class DeskInbox implements Inbox {
  private final Map<Long, Incoming> waiting = new LinkedHashMap<>();
  private final Set<Long> known = new HashSet<>();
  private boolean down;
  private boolean broken;

  /** From now on nothing can be read or written, until told otherwise. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  /** From now on it fails in a way that is nobody's outage. */
  public synchronized void broken(boolean isBroken) {
    broken = isBroken;
  }

  /** What a commit does that goes through although it says that it failed. */
  public synchronized void keepAnyway(Incoming update) {
    boolean ignored = known.add(update.updateId());
    waiting.put(update.updateId(), update);
  }

  @Override
  public synchronized int store(List<Incoming> updates) {
    requireUp();
    int fresh = 0;
    for (Incoming update : updates) {
      if (known.add(update.updateId())) {
        waiting.put(update.updateId(), update);
        fresh++;
      }
    }
    return fresh;
  }

  @Override
  public synchronized List<Incoming> waiting(int limit) {
    requireUp();
    return waiting.values().stream().limit(limit).toList();
  }

  @Override
  public synchronized void done(long updateId) {
    requireUp();
    waiting.remove(updateId);
  }

  @Override
  public int sweep(Instant before) {
    return 0;
  }

  private void requireUp() {
    if (broken) {
      throw new IllegalStateException("the inbox is broken");
    }
    if (down) {
      throw new StorageException("the database is down");
    }
  }
}
