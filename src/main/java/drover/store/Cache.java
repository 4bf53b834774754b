package drover.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * What was read of a few small tables that every notice asks and people seldom change. Any change
 * forgets all of it: whoever was told that a change is kept reads it, and who makes one reads its
 * own. Any thread.
 */
final class Cache {
  /** Of each kind; beyond that, all of the kind is read anew. */
  private static final int MOST = 10_000;

  private final Sql sql;
  private final List<Rows<?, ?>> all = new ArrayList<>();
  private long changes;

  Cache(Sql sql) {
    this.sql = sql;
  }

  /** Rows of one kind; for a store to keep. */
  synchronized <K, V> Rows<K, V> rows() {
    Rows<K, V> rows = new Rows<>();
    all.add(rows);
    return rows;
  }

  /** Changes any of the tables, in the caller's transaction when there is one. */
  <T> T change(Function<Handle, T> write) {
    return sql.together(
        handle -> {
          sql.willChange(this);
          return write.apply(handle);
        });
  }

  /** How many answers are remembered. */
  synchronized int size() {
    return all.stream().mapToInt(rows -> rows.known.size()).sum();
  }

  /** Whether it came to a commit or not. */
  synchronized void forget() {
    changes++;
    all.forEach(rows -> rows.known.clear());
  }

  /** What was read by one kind of key. */
  final class Rows<K, V> {
    private final Map<K, V> known = new HashMap<>();

    /**
     * @param read gives something that never changes; is asked for what is not known, and by a
     *     transaction that has changed something itself
     */
    V get(K key, Supplier<V> read) {
      if (sql.changes(Cache.this)) {
        return read.get();
      }
      long before;
      synchronized (Cache.this) {
        V found = known.get(key);
        if (found != null) {
          return found;
        }
        before = changes;
      }
      V found = read.get();
      synchronized (Cache.this) {
        // What was read while something changed may be of before.
        if (before == changes) {
          if (known.size() >= MOST) {
            known.clear();
          }
          known.put(key, found);
        }
      }
      return found;
    }
  }
}
