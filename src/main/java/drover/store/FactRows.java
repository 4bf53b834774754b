package drover.store;

import drover.chat.ChatAddress;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Facts as rows, and the deliveries that hang on them. */
final class FactRows {
  /** As it is stored; the most urgent are 0. */
  static final int LEAST_URGENT = 2;

  static final int BITE = 5_000;

  /**
   * When what goes at once is due, whatever the fact's own time, which may come from a clock ahead
   * of ours; and what is over. So the index of times holds only what waits for one.
   */
  static final Instant AT_ONCE = Instant.EPOCH;

  /** The next that the table can tell from it: H2 reads an index from here, not from after it. */
  static final Instant FIRST_LATER = AT_ONCE.plus(1, ChronoUnit.MICROS);

  private static final String INSERT_DELIVERY =
      """
      INSERT INTO delivery (fact_id, chat_id, topic, state, urgency, due_at)
      VALUES (:fact, :chat, :topic, 'WAITING', :urgency, :due)
      """;

  private FactRows() {}

  /** What a delivery has of its fact. */
  private record Row(long id, int urgency) {}

  /** Returns how many deliveries are new. In a transaction. */
  static int add(Handle handle, Fact fact, Collection<ChatAddress> chats) {
    Set<ChatAddress> wanted = new LinkedHashSet<>(chats);
    Optional<Row> known = rowOf(handle, fact.key());
    if (known.isEmpty()) {
      Optional<Row> inserted = Upsert.inserted(() -> insert(handle, fact));
      if (inserted.isPresent()) {
        insertAll(handle, inserted.get(), wanted);
        return wanted.size();
      }
    }
    Row row = known.or(() -> rowOf(handle, fact.key())).orElseThrow();
    int added = 0;
    for (ChatAddress chat : wanted) {
      if (Upsert.insertOnce(
          () -> bind(handle.createUpdate(INSERT_DELIVERY), row, chat).execute())) {
        added++;
      }
    }
    return added;
  }

  static Optional<Fact> find(Handle handle, FactKey key) {
    return bind(handle.createQuery("SELECT * FROM fact WHERE " + IS_KEY), key)
        .map(FactRows::fact)
        .findOne();
  }

  static boolean wasTold(Handle handle, FactKey key, ChatAddress chat) {
    return Columns.bindChat(
            bind(
                handle.createQuery(
                    """
                    SELECT COUNT(*) > 0 FROM fact JOIN delivery ON delivery.fact_id = fact.id
                    WHERE subject = :subject AND kind = :kind AND episode = :episode
                      AND chat_id = :chat AND topic = :topic AND state = 'SENT'
                    """),
                key),
            chat)
        .mapTo(Boolean.class)
        .one();
  }

  /** Gives up what still waits of a fact in one chat; returns whether anything did. */
  static boolean withdraw(Handle handle, FactKey key, ChatAddress chat, String why, Instant at) {
    return Columns.bindChat(
                bind(
                    handle.createUpdate(
                        """
                        UPDATE delivery
                        SET state = 'GIVEN_UP', why = :why, settled_at = :at, due_at = :due
                        WHERE chat_id = :chat AND topic = :topic AND state IN ('WAITING', 'HELD')
                          AND fact_id = (SELECT id FROM fact WHERE subject = :subject
                            AND kind = :kind AND episode = :episode)
                        """),
                    key),
                chat)
            .bind("why", why)
            .bind("at", at)
            .bind("due", AT_ONCE)
            .execute()
        > 0;
  }

  /** Deletes a bite of what is over; returns how many facts went. */
  static int sweep(Handle handle, Instant before) {
    return handle
        .createUpdate(
            """
            DELETE FROM fact
            WHERE happened_at < :before AND NOT EXISTS (
              SELECT 1 FROM delivery WHERE fact_id = fact.id
                AND (settled_at IS NULL OR settled_at >= :before))
            FETCH FIRST :bite ROWS ONLY
            """)
        .bind("before", before)
        .bind("bite", BITE)
        .execute();
  }

  /** From a row that has all columns of {@code fact}. */
  static Fact fact(ResultSet row, StatementContext context) throws SQLException {
    return new Fact(
        new FactKey(row.getString("subject"), row.getString("kind"), row.getLong("episode")),
        Columns.instant(row, "happened_at"),
        urgency(row.getInt("urgency")),
        Json.readMap(row.getString("data_json")));
  }

  private static final String IS_KEY = "subject = :subject AND kind = :kind AND episode = :episode";

  /** What is stored: sorts as urgency does. */
  private static int rank(Fact.Urgency urgency) {
    return switch (urgency) {
      case FIRST -> 0;
      case NORMAL -> 1;
      case LAST -> 2;
    };
  }

  private static Fact.Urgency urgency(int rank) {
    return switch (rank) {
      case 0 -> Fact.Urgency.FIRST;
      case 1 -> Fact.Urgency.NORMAL;
      default -> Fact.Urgency.LAST;
    };
  }

  private static Optional<Row> rowOf(Handle handle, FactKey key) {
    return bind(handle.createQuery("SELECT id, urgency FROM fact WHERE " + IS_KEY), key)
        .map((row, context) -> new Row(row.getLong("id"), row.getInt("urgency")))
        .findOne();
  }

  private static Row insert(Handle handle, Fact fact) {
    int urgency = rank(fact.urgency());
    return bind(
            handle.createUpdate(
                """
                INSERT INTO fact (subject, kind, episode, happened_at, urgency, data_json)
                VALUES (:subject, :kind, :episode, :at, :urgency, :data)
                """),
            fact.key())
        .bind("at", fact.at())
        .bind("urgency", urgency)
        .bind("data", Json.write(fact.data()))
        .executeAndReturnGeneratedKeys("id")
        .map((row, context) -> new Row(row.getLong(1), urgency))
        .one();
  }

  private static void insertAll(Handle handle, Row fact, Set<ChatAddress> chats) {
    if (chats.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(INSERT_DELIVERY);
    for (ChatAddress chat : chats) {
      var unused = bind(batch, fact, chat).add();
    }
    var unused = batch.execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Row fact, ChatAddress chat) {
    return Columns.bindChat(statement, chat)
        .bind("fact", fact.id)
        .bind("urgency", fact.urgency)
        .bind("due", AT_ONCE);
  }

  private static <S extends SqlStatement<S>> S bind(S statement, FactKey key) {
    return statement
        .bind("subject", key.subject())
        .bind("kind", key.kind())
        .bind("episode", key.episode());
  }
}
