package drover.store;

import drover.access.Grant;
import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** People, in {@code person}. */
final class SqlUserStore implements UserStore {
  private final Sql sql;
  private final Cache cache;
  private final Cache.Rows<UserId, Optional<User>> found;

  SqlUserStore(Sql sql, Cache cache) {
    this.sql = sql;
    this.cache = cache;
    this.found = cache.rows();
  }

  @Override
  public Optional<User> find(UserId id) {
    return found.get(id, () -> read(id));
  }

  private Optional<User> read(UserId id) {
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
                .createQuery("SELECT * FROM person WHERE role <> 'STRANGER' ORDER BY user_id")
                .map(SqlUserStore::user)
                .list());
  }

  @Override
  public Optional<User> findByHandle(String handle) {
    return sql.with(
        connection ->
            connection
                .createQuery(
                    """
                    SELECT * FROM person WHERE LOWER(handle) = LOWER(:handle)
                    ORDER BY COALESCE(last_seen, knocked_at) DESC NULLS LAST, user_id
                    FETCH FIRST 1 ROWS ONLY
                    """)
                .bind("handle", handle)
                .map(SqlUserStore::user)
                .findOne());
  }

  @Override
  public void grant(UserId id, Role role, @Nullable Grant grant) {
    var unused =
        cache.change(
            handle ->
                Upsert.run(
                    () ->
                        bind(
                            handle.createUpdate(
                                """
                                UPDATE person SET role = :role, how = :how, granted_by = :by,
                                  granted_by_name = :byName, granted_at = :grantedAt
                                WHERE user_id = :id
                                """),
                            id,
                            role,
                            grant),
                    () ->
                        bind(
                            handle.createUpdate(
                                """
                                INSERT INTO person (user_id, name, role, how, granted_by,
                                  granted_by_name, granted_at)
                                VALUES (:id, '', :role, :how, :by, :byName, :grantedAt)
                                """),
                            id,
                            role,
                            grant)));
  }

  @Override
  public void seen(UserId id, String name, @Nullable String handle, Instant at) {
    var unused =
        cache.change(
            connection ->
                connection
                    .createUpdate(
                        """
                        UPDATE person SET name = :name, handle = :handle, last_seen = :at
                        WHERE user_id = :id AND role <> 'STRANGER'
                        """)
                    .bind("id", id.value())
                    .bind("name", name)
                    .bind("handle", handle)
                    .bind("at", at)
                    .execute());
  }

  @Override
  public void called(UserId id, String name, @Nullable String handle) {
    var unused =
        cache.change(
            connection ->
                connection
                    .createUpdate(
                        """
                        UPDATE person SET name = :name, handle = :handle
                        WHERE user_id = :id AND role <> 'STRANGER'
                        """)
                    .bind("id", id.value())
                    .bind("name", name)
                    .bind("handle", handle)
                    .execute());
  }

  @Override
  public void knocked(UserId id, String name, @Nullable String handle, Instant at) {
    var unused =
        cache.change(
            connection ->
                Upsert.run(
                    () ->
                        knock(
                            connection,
                            """
                            UPDATE person SET name = :name, handle = :handle, knocked_at = :at
                            WHERE user_id = :id
                            """,
                            new User(id, name, handle, Role.STRANGER, at, null)),
                    () ->
                        knock(
                            connection,
                            """
                            INSERT INTO person (user_id, name, handle, role, knocked_at)
                            VALUES (:id, :name, :handle, 'STRANGER', :at)
                            """,
                            new User(id, name, handle, Role.STRANGER, at, null))));
  }

  @Override
  public boolean hasKnocked(UserId id) {
    return sql.with(
        connection ->
            connection
                .createQuery("SELECT 1 FROM person WHERE user_id = :id AND knocked_at IS NOT NULL")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public int knocksSince(Instant time) {
    return sql.with(
        connection ->
            connection
                .createQuery("SELECT COUNT(*) FROM person WHERE knocked_at > :time")
                .bind("time", time)
                .mapTo(Integer.class)
                .one());
  }

  private static int bind(Update statement, UserId id, Role role, @Nullable Grant grant) {
    return statement
        .bind("id", id.value())
        .bind("role", role.name())
        .bind("how", grant == null ? null : grant.how().name())
        .bind("by", grant == null ? null : Columns.idOf(grant.by()))
        .bind("byName", grant == null ? null : grant.byName())
        .bind("grantedAt", grant == null ? null : grant.at())
        .execute();
  }

  /**
   * @param who last seen when they knocked
   */
  private static int knock(Handle connection, String statement, User who) {
    return connection
        .createUpdate(statement)
        .bind("id", who.id().value())
        .bind("name", who.name())
        .bind("handle", who.handle())
        .bind("at", who.lastSeen())
        .execute();
  }

  private static User user(ResultSet row, StatementContext context) throws SQLException {
    return new User(
        new UserId(row.getLong("user_id")),
        row.getString("name"),
        row.getString("handle"),
        Role.valueOf(row.getString("role")),
        Columns.instantOrNull(row, "last_seen"),
        grant(row));
  }

  private static @Nullable Grant grant(ResultSet row) throws SQLException {
    String how = row.getString("how");
    return how == null
        ? null
        : new Grant(
            Grant.How.valueOf(how),
            Columns.userOrNull(row, "granted_by"),
            row.getString("granted_by_name"),
            Columns.instant(row, "granted_at"));
  }
}
