package drover.store;

import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Inserts that may meet a row already there, put in by anyone at any time. */
final class Upsert {
  private Upsert() {}

  /** Updates, or inserts where nothing was, or updates what came between. Returns the row count. */
  static int run(IntSupplier update, IntSupplier insert) {
    int updated = update.getAsInt();
    if (updated > 0) {
      return updated;
    }
    return insertOnce(insert) ? 1 : update.getAsInt();
  }

  /** False when the row was there: H2 undoes the one statement, not the transaction around it. */
  static boolean insertOnce(IntSupplier insert) {
    return inserted(insert::getAsInt).orElse(0) > 0;
  }

  /** The same for an insert that tells what it made; empty when the row was there. */
  static <T> Optional<T> inserted(Supplier<T> insert) {
    try {
      return Optional.of(insert.get());
    } catch (UnableToExecuteStatementException e) {
      if (Failures.isDuplicate(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
