package drover.store;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.order.Draft;
import drover.order.DraftStore;
import drover.session.SessionId;
import drover.session.SessionPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Drafts of new agents, in {@code draft}. */
final class SqlDraftStore implements DraftStore {
  private static final String REMOVE =
      "DELETE FROM draft WHERE by_id = :by AND chat_id = :chat AND topic = :topic";

  private static final String INSERT =
      """
      INSERT INTO draft (by_id, chat_id, topic, revision, state, name, task, prompt, priority,
        token_limit, expected_ms, output_path, parent, asked, alone, heard, touched_at)
      VALUES (:by, :chat, :topic, 0, :state, :name, :task, :prompt, :priority,
        :limit, :expected, :output, :parent, :asked, :alone, :heard, :touched)
      """;

  private static final String UPDATE =
      """
      UPDATE draft SET revision = revision + 1, state = :state, name = :name, task = :task,
        prompt = :prompt, priority = :priority, token_limit = :limit, expected_ms = :expected,
        output_path = :output, parent = :parent, asked = :asked, alone = :alone, heard = :heard,
        touched_at = :touched
      WHERE id = :id AND revision = :revision
      """;

  private final Sql sql;

  SqlDraftStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Draft begin(Draft draft) {
    return sql.together(
        handle -> {
          var unused = bindOwner(handle.createUpdate(REMOVE), draft.by(), draft.chat()).execute();
          long id =
              bind(bindOwner(handle.createUpdate(INSERT), draft.by(), draft.chat()), draft)
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          return find(handle, id).orElseThrow();
        });
  }

  @Override
  public Optional<Draft> of(UserId by, ChatAddress chat) {
    return sql.with(
        handle ->
            bindOwner(
                    handle.createQuery(
                        """
                        SELECT * FROM draft
                        WHERE by_id = :by AND chat_id = :chat AND topic = :topic
                        """),
                    by,
                    chat)
                .map(SqlDraftStore::draft)
                .findOne());
  }

  @Override
  public Optional<Draft> find(long id) {
    return sql.with(handle -> find(handle, id));
  }

  @Override
  public Optional<Draft> save(Draft draft) {
    int changed =
        sql.with(
            handle ->
                bind(handle.createUpdate(UPDATE), draft)
                    .bind("id", draft.id())
                    .bind("revision", draft.revision())
                    .execute());
    return changed == 1
        ? Optional.of(draft.kept(draft.id(), draft.revision() + 1))
        : Optional.empty();
  }

  @Override
  public void drop(long id) {
    var unused =
        sql.with(
            handle ->
                handle.createUpdate("DELETE FROM draft WHERE id = :id").bind("id", id).execute());
  }

  @Override
  public List<Draft> silentSince(Instant before) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM draft WHERE state = 'OPEN' AND touched_at < :before
                    ORDER BY touched_at, id
                    """)
                .bind("before", before)
                .map(SqlDraftStore::draft)
                .list());
  }

  @Override
  public int sweep(Instant before) {
    return sql.with(
        handle ->
            handle
                .createUpdate("DELETE FROM draft WHERE touched_at < :before")
                .bind("before", before)
                .execute());
  }

  private static Optional<Draft> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM draft WHERE id = :id")
        .bind("id", id)
        .map(SqlDraftStore::draft)
        .findOne();
  }

  private static <S extends SqlStatement<S>> S bindOwner(S statement, UserId by, ChatAddress chat) {
    return Columns.bindChat(statement, chat).bind("by", by.value());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Draft draft) {
    SessionPlan plan = draft.plan();
    Duration expected = plan.expectedDuration();
    SessionId parent = plan.parent();
    return statement
        .bind("state", draft.state().name())
        .bind("name", plan.name())
        .bind("task", plan.task())
        .bind("prompt", plan.prompt())
        .bind("priority", plan.priority())
        .bind("limit", plan.tokenLimit())
        .bind("expected", expected == null ? null : Long.valueOf(expected.toMillis()))
        .bind("output", plan.outputPath())
        .bind("parent", parent == null ? null : parent.value())
        .bind("asked", draft.asked() == null ? null : draft.asked().name())
        .bind("alone", draft.alone())
        .bind("heard", draft.heard())
        .bind("touched", draft.touchedAt());
  }

  private static Draft draft(ResultSet row, StatementContext context) throws SQLException {
    String asked = row.getString("asked");
    return new Draft(
        row.getLong("id"),
        new UserId(row.getLong("by_id")),
        Columns.chat(row),
        row.getInt("revision"),
        Draft.State.valueOf(row.getString("state")),
        plan(row),
        asked == null ? null : SessionPlan.Part.valueOf(asked),
        row.getBoolean("alone"),
        row.getLong("heard"),
        Columns.instant(row, "touched_at"));
  }

  private static SessionPlan plan(ResultSet row) throws SQLException {
    Long expected = Columns.longOrNull(row, "expected_ms");
    return new SessionPlan(
        row.getString("name"),
        row.getString("task"),
        row.getString("prompt"),
        row.getString("priority"),
        Columns.longOrNull(row, "token_limit"),
        expected == null ? null : Duration.ofMillis(expected),
        row.getString("output_path"),
        idOrNull(row.getString("parent")));
  }

  private static @Nullable SessionId idOrNull(@Nullable String id) {
    return id == null ? null : new SessionId(id);
  }
}
