package drover.base;

import java.util.function.Supplier;

/**
 * Runs work in one database transaction, on the caller's thread. Every store called inside takes
 * part.
 *
 * <p>A nested call joins the outer one; a throw anywhere rolls all of it back.
 */
public interface Transactor {
  <T> T call(Supplier<T> work);

  default void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Runs {@code action} once the outermost transaction of this thread has committed; never when it
   * rolls back. Outside a transaction it runs at once.
   */
  void afterCommit(Runnable action);
}
