package drover.store;

import drover.monitor.Belief;
import drover.monitor.BeliefStore;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Progress;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Beliefs, in {@code belief}; the times of the whole board, in {@code meta}. */
final class SqlBeliefStore implements BeliefStore {
  private static final String LEARNED = "board_learned";
  private static final String SEEN = "board_seen";
  private static final String AWAY = "server_away";

  private static final String SAVE =
      """
      MERGE INTO belief (session_id, run, status, status_source, status_reason, progress,
        progress_estimated, as_of, met_at, stalls, stalled_since, stall_reported_at, stall_excused_at,
        tokens_warned, late_warned, stuck_warned, ended_at, vanished_at, session_json)
      KEY (session_id)
      VALUES (:session, :run, :status, :source, :reason, :progress,
        :estimated, :asOf, :metAt, :stalls, :stalledSince, :stallReportedAt, :stallExcusedAt,
        :tokensWarned, :lateWarned, :stuckWarned, :endedAt, :vanishedAt, :json)
      """;

  private final Sql sql;

  SqlBeliefStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Belief> all() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM belief ORDER BY session_id")
                .map(SqlBeliefStore::belief)
                .list());
  }

  @Override
  public void save(Belief belief) {
    save(List.of(belief));
  }

  @Override
  public void save(List<Belief> beliefs) {
    if (beliefs.isEmpty()) {
      return;
    }
    var unused = sql.together(handle -> save(handle, beliefs));
  }

  @Override
  public void remove(SessionId session) {
    var unused =
        sql.with(
            handle ->
                handle
                    .createUpdate("DELETE FROM belief WHERE session_id = :session")
                    .bind("session", session.value())
                    .execute());
  }

  @Override
  public Optional<Instant> learnedAt() {
    return Meta.read(sql, LEARNED);
  }

  @Override
  public void markLearned(Instant at) {
    Meta.write(sql, LEARNED, at);
  }

  @Override
  public Optional<Instant> lastSeenAt() {
    return Meta.read(sql, SEEN);
  }

  @Override
  public void markSeen(Instant at) {
    Meta.write(sql, SEEN, at);
  }

  @Override
  public Optional<Instant> awaySince() {
    return Meta.read(sql, AWAY);
  }

  @Override
  public void markAway(@Nullable Instant since) {
    if (since == null) {
      Meta.clear(sql, AWAY);
    } else {
      Meta.write(sql, AWAY, since);
    }
  }

  private static int[] save(Handle handle, List<Belief> beliefs) {
    PreparedBatch batch = handle.prepareBatch(SAVE);
    for (Belief belief : beliefs) {
      Agent agent = belief.agent();
      Progress progress = agent.progress();
      var unused =
          batch
              .bind("session", agent.id().value())
              .bind("run", agent.life().run())
              .bind("status", agent.status().name())
              .bind("source", agent.verdict().source().name())
              .bind("reason", agent.verdict().reason())
              .bind("progress", progress == null ? null : progress.percent())
              .bind("estimated", progress == null ? null : progress.estimated())
              .bind("asOf", agent.asOf())
              .bind("metAt", belief.metAt())
              .bind("stalls", belief.stalls().told())
              .bind("stalledSince", belief.stalls().since())
              .bind("stallReportedAt", belief.stalls().reportedAt())
              .bind("stallExcusedAt", belief.stalls().excusedAt())
              .bind("tokensWarned", belief.warned().tokens())
              .bind("lateWarned", belief.warned().late())
              .bind("stuckWarned", belief.warned().stuckStarting())
              .bind("endedAt", belief.endedAt())
              .bind("vanishedAt", belief.vanishedAt())
              .bind("json", SessionJson.write(agent.session()))
              .add();
    }
    return batch.execute();
  }

  private static Belief belief(ResultSet row, StatementContext context) throws SQLException {
    AgentLife life = Columns.life(row);
    Session session = SessionJson.read(life.session(), row.getString("session_json"));
    Agent agent =
        new Agent(
            life,
            session,
            new Verdict(
                SessionStatus.valueOf(row.getString("status")),
                Verdict.Source.valueOf(row.getString("status_source")),
                row.getString("status_reason")),
            progress(row),
            Columns.instant(row, "as_of"));
    return new Belief(
        agent,
        Columns.instant(row, "met_at"),
        new Belief.Stalls(
            row.getInt("stalls"),
            Columns.instantOrNull(row, "stalled_since"),
            Columns.instantOrNull(row, "stall_reported_at"),
            Columns.instantOrNull(row, "stall_excused_at")),
        new Belief.Warned(
            row.getInt("tokens_warned"),
            row.getBoolean("late_warned"),
            row.getBoolean("stuck_warned")),
        Columns.instantOrNull(row, "ended_at"),
        Columns.instantOrNull(row, "vanished_at"));
  }

  private static @Nullable Progress progress(ResultSet row) throws SQLException {
    Integer percent = Columns.intOrNull(row, "progress");
    return percent == null ? null : new Progress(percent, row.getBoolean("progress_estimated"));
  }
}
