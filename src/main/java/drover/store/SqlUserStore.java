package drover.store;

import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** People, in {@code person}. */
final class SqlUserStore implements UserStore {
  private final Sql sql;

  SqlUserStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<User> find(UserId id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM person WHERE user_id = :id")
                .bind("id", id.value())
                .map(SqlUserStore::user)
                .findOne());
  }

  @Override
  public List<User> all() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM person ORDER BY user_id")
                .map(SqlUserStore::user)
                .list());
  }

  @Override
  public void grant(UserId id, Role role) {
    var unused =
        sql.together(
            handle ->
                Upsert.run(
                    () ->
                        handle
                            .createUpdate("UPDATE person SET role = :role WHERE user_id = :id")
                            .bind("id", id.value())
                            .bind("role", role.name())
                            .execute(),
                    () ->
                        handle
                            .createUpdate(
                                "INSERT INTO person (user_id, name, role) VALUES (:id, '', :role)")
                            .bind("id", id.value())
                            .bind("role", role.name())
                            .execute()));
  }

  @Override
  public void seen(UserId id, String name, Instant at) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE person SET name = :name, last_seen = :at
                        WHERE user_id = :id AND role <> 'STRANGER'
                        """)
                    .bind("id", id.value())
                    .bind("name", name)
                    .bind("at", at)
                    .execute());
  }

  private static User user(ResultSet row, StatementContext context) throws SQLException {
    return new User(
        new UserId(row.getLong("user_id")),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        Columns.instantOrNull(row, "last_seen"));
  }
}
