package drover.store;

import drover.monitor.StallPatience;
import java.util.HashMap;
import java.util.Map;

/** How much longer agents of a name may be silent, in {@code stall_patience}. */
final class SqlStallPatience implements StallPatience {
  private final Sql sql;

  SqlStallPatience(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Map<String, Integer> factors() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT name, factor FROM stall_patience")
                .reduceRows(
                    new HashMap<>(),
                    (factors, row) -> {
                      factors.put(
                          row.getColumn("name", String.class),
                          row.getColumn("factor", Integer.class));
                      return factors;
                    }));
  }

  @Override
  public void save(String name, int factor) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate(
                        "MERGE INTO stall_patience (name, factor) KEY (name) VALUES (:name, :factor)")
                    .bind("name", name)
                    .bind("factor", factor)
                    .execute());
  }
}
