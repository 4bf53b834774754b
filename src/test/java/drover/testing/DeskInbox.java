package drover.testing;

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

  /** From now on nothing can be marked as done. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  @Override
  public synchronized int store(List<Incoming> updates) {
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
    return waiting.values().stream().limit(limit).toList();
  }

  @Override
  public synchronized void done(long updateId) {
    if (down) {
      throw new IllegalStateException("the database is down");
    }
    waiting.remove(updateId);
  }

  @Override
  public int sweep(Instant before) {
    return 0;
  }
}
