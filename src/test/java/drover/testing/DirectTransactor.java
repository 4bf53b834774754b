package drover.testing;

import drover.base.Transactor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A {@link Transactor} without a database: nothing is rolled back, but commits are waited for. */
public final class DirectTransactor implements Transactor {
  @SuppressWarnings("ThreadLocalUsage") // one for each fake, and few fakes
  private final ThreadLocal<@Nullable List<Runnable>> open = new ThreadLocal<>();

  @Override
  public <T> T call(Supplier<T> work) {
    if (open.get() != null) {
      return work.get();
    }
    List<Runnable> afterwards = new ArrayList<>();
    open.set(afterwards);
    T result;
    try {
      result = work.get();
    } finally {
      open.remove();
    }
    afterwards.forEach(Runnable::run);
    return result;
  }

  @Override
  public void afterCommit(Runnable action) {
    List<Runnable> afterwards = open.get();
    if (afterwards == null) {
      action.run();
    } else {
      afterwards.add(action);
    }
  }
}
