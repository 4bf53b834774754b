package drover.store;

import drover.history.HistoryCap;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

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
          // Those that asked to be let in and were not; they may ask again.
          "DELETE FROM person WHERE role = 'STRANGER' AND knocked_at < :before",
          // Failures are never closed, nor stalls of agents that nobody heard of again.
          "DELETE FROM incident WHERE COALESCE(closed_at, opened_at) < :before",
          "DELETE FROM order_log WHERE settled_at < :before",
          // Buttons that never expire, of messages nobody has drawn anew since.
          "DELETE FROM button WHERE look_key IS NOT NULL AND shown_at < :before");

  private final Sql sql;
  private final Cache cache;

  /**
   * @param cache may know people that are deleted
   */
  Retention(Sql sql, Cache cache) {
    this.sql = sql;
    this.cache = cache;
  }

  /** Returns how many rows went. */
  int deleteBefore(Instant before) {
    try {
      return OLD.stream().mapToInt(statement -> inBites(statement, before)).sum();
    } finally {
      cache.forget();
    }
  }

  /** Returns how many rows went. */
  int deleteBeyond(HistoryCap cap) {
    return oldest("history", "latest, id", cap.events())
        + oldest("sample", "taken_at", cap.samples())
        + oldest("audit", "done_at, id", cap.audits());
  }

  private int oldest(String table, String order, long most) {
    long left =
        sql.with(h -> h.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one())
            - most;
    int all = 0;
    while (left > 0) {
      int bite = (int) Math.min(BITE, left);
      int deleted = sql.with(handle -> deleteOldest(handle, table, order, bite));
      if (deleted == 0) {
        break;
      }
      all += deleted;
      left -= deleted;
    }
    return all;
  }

  private static int deleteOldest(Handle handle, String table, String order, int bite) {
    return handle
        .createUpdate(
            "DELETE FROM %1$s WHERE id IN (SELECT id FROM %1$s ORDER BY %2$s FETCH FIRST :bite ROWS ONLY)"
                .formatted(table, order))
        .bind("bite", bite)
        .execute();
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
