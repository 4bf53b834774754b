package drover.testing;

import drover.base.Transactor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs work on the spot; takes back what fakes did when it throws. Can be switched off. */
public final class DirectTransactor implements Transactor {
  private final List<Undoable> parts = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private int depth;
  private boolean down;
  private int commits;

  /** A fake whose changes can be taken back. */
  public interface Undoable {
    /** Returns what restores the present state. */
    Runnable remember();
  }

  public DirectTransactor(Undoable... parts) {
    this.parts.addAll(List.of(parts));
  }

  /** From now on every transaction fails, until told otherwise. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  public synchronized int commits() {
    return commits;
  }

  @Override
  public synchronized <T> T call(Supplier<T> work) {
    if (down) {
      throw new IllegalStateException("the database is down");
    }
    if (depth > 0) {
      return work.get();
    }
    List<Runnable> undo = parts.stream().map(Undoable::remember).toList();
    T result;
    depth++;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      undo.forEach(Runnable::run);
      afterCommit.clear();
      throw e;
    } finally {
      depth--;
    }
    commits++;
    List<Runnable> actions = List.copyOf(afterCommit);
    afterCommit.clear();
    actions.forEach(Runnable::run);
    return result;
  }

  @Override
  public synchronized void afterCommit(Runnable action) {
    if (depth == 0) {
      action.run();
    } else {
      afterCommit.add(action);
    }
  }
}
