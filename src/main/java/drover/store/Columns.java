package drover.store;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * How values stand in columns, both ways.
 *
 * <p>Times go as {@code OffsetDateTime} in UTC: as {@code Timestamp}, the usual way, an hour is
 * lost or doubled wherever the machine's zone has daylight saving.
 */
final class Columns {
  /** A little less than the 1,048,576 characters that H2 takes. Longer texts are cut. */
  static final int LONGEST = 1_000_000;

  private Columns() {}

  static Jdbi install(Jdbi jdbi) {
    return jdbi.registerArgument(new InstantArguments())
        .registerArgument(new TextArguments())
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true));
  }

  /** As the database will return it. */
  static Instant cut(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** Of a query that asks for one time alone. */
  static Instant instant(ResultSet row, int column) throws SQLException {
    return cut(row.getObject(column, OffsetDateTime.class).toInstant());
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    Instant instant = instantOrNull(row, column);
    if (instant == null) {
      throw new SQLException("no time in " + column);
    }
    return instant;
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : cut(time.toInstant());
  }

  static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  static ChatAddress chat(ResultSet row) throws SQLException {
    int topic = row.getInt("topic");
    return new ChatAddress(row.getLong("chat_id"), topic == 0 ? null : topic);
  }

  static AgentLife life(ResultSet row) throws SQLException {
    return new AgentLife(new SessionId(row.getString("session_id")), row.getString("run"));
  }

  static @Nullable UserId userOrNull(ResultSet row, String column) throws SQLException {
    Long id = longOrNull(row, column);
    return id == null ? null : new UserId(id);
  }

  /** Binds {@code :chat} and {@code :topic}. */
  static <S extends SqlStatement<S>> S bindChat(S statement, ChatAddress chat) {
    return statement.bind("chat", chat.chat()).bind("topic", topic(chat));
  }

  /** Binds {@code :session} and {@code :run}. */
  static <S extends SqlStatement<S>> S bindLife(S statement, AgentLife life) {
    return statement.bind("session", life.session().value()).bind("run", life.run());
  }

  static int topic(ChatAddress chat) {
    Integer topic = chat.topic();
    return topic == null ? 0 : topic;
  }

  static @Nullable Long idOf(@Nullable UserId user) {
    return user == null ? null : user.value();
  }

  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  private static final class TextArguments extends AbstractArgumentFactory<String> {
    TextArguments() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
      String text = cut(value, LONGEST);
      return (position, statement, context) -> statement.setString(position, text);
    }
  }

  private static final class InstantArguments extends AbstractArgumentFactory<Instant> {
    InstantArguments() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      OffsetDateTime time = cut(value).atOffset(ZoneOffset.UTC);
      return (position, statement, context) -> statement.setObject(position, time);
    }
  }
}
