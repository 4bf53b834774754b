package drover.store;

import java.time.Instant;
import java.util.Optional;

/** Single times that belong to no other table. */
final class Meta {
  private Meta() {}

  static Optional<Instant> read(Sql sql, String name) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT noted_at FROM meta WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> Columns.instant(row, "noted_at"))
                .findOne());
  }

  static void write(Sql sql, String name, Instant at) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate("MERGE INTO meta (name, noted_at) KEY (name) VALUES (:name, :at)")
                    .bind("name", name)
                    .bind("at", at)
                    .execute());
  }

  static void clear(Sql sql, String name) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate("DELETE FROM meta WHERE name = :name")
                    .bind("name", name)
                    .execute());
  }
}
