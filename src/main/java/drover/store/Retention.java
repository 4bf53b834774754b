package drover.store;

import java.time.Instant;
import java.util.List;

/**
 * Deletes what is older than we keep, in bites, so that no transaction grows large and nobody waits
 * for long.
 */
final class Retention {
  private static final int BITE = 5_000;

  private static final List<String> OLD =
      List.of(
          "DELETE FROM history WHERE latest < :before",
          "DELETE FROM sample WHERE taken_at < :before",
          "DELETE FROM audit WHERE done_at < :before",
          // Failures are never closed, nor stalls of agents that nobody heard of again.
          "DELETE FROM incident WHERE COALESCE(closed_at, opened_at) < :before",
          "DELETE FROM order_log WHERE settled_at < :before",
          // Buttons that never expire, of messages nobody has drawn anew since.
          "DELETE FROM button WHERE look_key IS NOT NULL AND shown_at < :before");

  private final Sql sql;

  Retention(Sql sql) {
    this.sql = sql;
  }

  /** Returns how many rows went. */
  int deleteBefore(Instant before) {
    return OLD.stream().mapToInt(statement -> inBites(statement, before)).sum();
  }

  private int inBites(String statement, Instant before) {
    int all = 0;
    int deleted;
    do {
      deleted =
          sql.with(
              handle ->
                  handle
                      .createUpdate(statement + " FETCH FIRST :bite ROWS ONLY")
                      .bind("before", before)
                      .bind("bite", BITE)
                      .execute());
      all += deleted;
    } while (deleted == BITE);
    return all;
  }
}
