package drover.store;

import drover.base.Transactor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every store gets its handle: the transaction of the calling thread, or one of its own that
 * commits each statement. Any thread. Lets no library exception out.
 */
final class Sql implements Transactor {
  private static final Logger log = LoggerFactory.getLogger(Sql.class);

  private final Database database;

  // Of this database: another one in the same program has transactions of its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();

  Sql(Database database) {
    this.database = database;
  }

  /** Runs statements; outside a transaction each is kept at once. */
  <T> T with(Function<Handle, T> statements) {
    Transaction transaction = current.get();
    if (transaction != null) {
      return guarded(transaction.opening, () -> statements.apply(transaction.handle));
    }
    Opening opening = database.current();
    return guarded(
        opening,
        () -> {
          try (Handle handle = opening.jdbi().open()) {
            return statements.apply(handle);
          }
        });
  }

  /** Runs statements that are kept together or not at all. */
  <T> T together(Function<Handle, T> statements) {
    return call(() -> with(statements));
  }

  @Override
  public <T> T call(Supplier<T> work) {
    Transaction outer = current.get();
    if (outer != null) {
      try {
        return work.get();
      } catch (RuntimeException | Error e) {
        outer.spoiledBy = e;
        throw e;
      }
    }
    Transaction transaction = begin();
    current.set(transaction);
    T result;
    try {
      result = work.get();
      commit(transaction);
    } catch (RuntimeException | Error e) {
      rollBack(transaction);
      throw e;
    } finally {
      current.remove();
      // However it ended: a commit that threw may have gone through.
      transaction.changing.forEach(Cache::forget);
      close(transaction);
    }
    transaction.afterCommit.forEach(Sql::runSafely);
    return result;
  }

  @Override
  public void afterCommit(Runnable action) {
    Transaction transaction = current.get();
    if (transaction == null) {
      action.run();
    } else {
      transaction.afterCommit.add(action);
    }
  }

  /** The transaction of this thread changes what is cached there; by its end that is forgotten. */
  void willChange(Cache cache) {
    Transaction transaction = current.get();
    if (transaction == null) {
      throw new IllegalStateException("not in a transaction");
    }
    transaction.changing.add(cache);
  }

  /** Whether the transaction of this thread has changed what is cached there. */
  boolean changes(Cache cache) {
    Transaction transaction = current.get();
    return transaction != null && transaction.changing.contains(cache);
  }

  private Transaction begin() {
    Opening opening = database.current();
    return guarded(opening, () -> new Transaction(opening, opening.jdbi().open().begin()));
  }

  private void commit(Transaction transaction) {
    if (transaction.spoiledBy != null) {
      throw new IllegalStateException(
          "A part of the transaction failed, so all of it was rolled back", transaction.spoiledBy);
    }
    var unused = guarded(transaction.opening, transaction.handle::commit);
  }

  private void rollBack(Transaction transaction) {
    try {
      var unused = transaction.handle.rollback();
    } catch (JdbiException e) {
      log.debug("The transaction is gone already", e);
      database.suspect(transaction.opening, e);
    }
  }

  private void close(Transaction transaction) {
    try {
      transaction.handle.close();
    } catch (JdbiException e) {
      log.debug("The connection is gone already", e);
      database.suspect(transaction.opening, e);
    }
  }

  private <T> T guarded(Opening opening, Supplier<T> statements) {
    try {
      return statements.get();
    } catch (JdbiException e) {
      database.suspect(opening, e);
      throw Failures.translate(e);
    }
  }

  /** What was committed stays so: a failing action must not look like a failed transaction. */
  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("An action after a commit failed", e);
    }
  }

  /** Of one thread. */
  private static final class Transaction {
    private final Opening opening;
    private final Handle handle;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Set<Cache> changing = new HashSet<>();
    private @Nullable Throwable spoiledBy;

    Transaction(Opening opening, Handle handle) {
      this.opening = opening;
      this.handle = handle;
    }
  }
}
