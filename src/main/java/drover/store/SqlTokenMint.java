package drover.store;

import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import drover.chat.TokenMint;
import drover.chat.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What buttons do, in {@code button}.
 *
 * <p>Buttons that only look keep their row: one for a chat, call and life, however often a list is
 * drawn anew.
 */
final class SqlTokenMint implements TokenMint {
  private static final int TOKEN_BYTES = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** How stale {@code shown_at} may grow before showing a button again is worth a write. */
  private static final Duration SHOWN_ABOUT = Duration.ofDays(1);

  private static final String INSERT =
      """
      INSERT INTO button (token, chat_id, topic, call_name, call_text, life, only_for, once,
        minted_at, shown_at, expires_at, look_key)
      VALUES (:token, :chat, :topic, :name, :text, :life, :onlyFor, :once,
        :now, :now, :expires, :look)
      """;

  private final Sql sql;
  private final Clock clock;
  private final SecureRandom random;

  SqlTokenMint(Sql sql, Clock clock, SecureRandom random) {
    this.sql = sql;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public OutgoingMessage stamp(ChatAddress chat, OutgoingMessage message) {
    List<ButtonSpec> specs =
        message.keyboard().stream()
            .flatMap(List::stream)
            .map(button -> button.accept(UNSTAMPED))
            .flatMap(Optional::stream)
            .toList();
    if (specs.isEmpty()) {
      return message;
    }
    List<String> tokens = sql.together(handle -> mint(handle, chat, specs));
    Iterator<String> next = tokens.iterator();
    return message.withKeyboard(
        message.keyboard().stream()
            .map(row -> row.stream().map(button -> button.accept(new Stamp(next))).toList())
            .toList());
  }

  @Override
  public Optional<StoredButton> find(String token) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM button WHERE token = :token")
                .bind("token", token)
                .map(SqlTokenMint::stored)
                .findOne());
  }

  @Override
  public boolean useUp(String token, UserId by) {
    return sql.with(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE button SET used_by = :by, used_at = :now
                        WHERE token = :token AND used_at IS NULL
                        """)
                    .bind("token", token)
                    .bind("by", by.value())
                    .bind("now", clock.instant())
                    .execute()
                == 1);
  }

  @Override
  public int sweep(Instant before) {
    return sql.with(
        handle ->
            handle
                .createUpdate("DELETE FROM button WHERE expires_at < :before")
                .bind("before", before)
                .execute());
  }

  /** One token for each, in their order. */
  private List<String> mint(Handle handle, ChatAddress chat, List<ButtonSpec> specs) {
    Instant now = clock.instant();
    Map<String, String> looks = looks(handle, chat, specs, now);
    PreparedBatch batch = handle.prepareBatch(INSERT);
    List<String> tokens = new ArrayList<>();
    for (ButtonSpec spec : specs) {
      if (isLook(spec)) {
        tokens.add(looks.get(lookKey(spec)));
      } else {
        String token = newToken();
        var unused = bind(batch, token, chat, spec, null, now).add();
        tokens.add(token);
      }
    }
    if (batch.size() > 0) {
      var unused = batch.execute();
    }
    return tokens;
  }

  /** Tokens of all looks by their keys, found or made. Sorted, so that two calls never cross. */
  private Map<String, String> looks(
      Handle handle, ChatAddress chat, List<ButtonSpec> specs, Instant now) {
    Map<String, ButtonSpec> wanted = new TreeMap<>();
    specs.stream().filter(SqlTokenMint::isLook).forEach(s -> wanted.put(lookKey(s), s));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = findLooks(handle, chat, wanted.keySet(), now);
    wanted.forEach(
        (key, spec) -> {
          if (!found.containsKey(key)) {
            String token = newToken();
            boolean added =
                Upsert.insertOnce(
                    () -> bind(handle.createUpdate(INSERT), token, chat, spec, key, now).execute());
            found.putAll(added ? Map.of(key, token) : findLooks(handle, chat, Set.of(key), now));
          }
        });
    return found;
  }

  private Map<String, String> findLooks(
      Handle handle, ChatAddress chat, Set<String> keys, Instant now) {
    Map<String, String> found = new HashMap<>();
    boolean stale = false;
    for (Look look : selectLooks(handle, chat, keys)) {
      found.put(look.key(), look.token());
      stale |= look.shownAt().isBefore(now.minus(SHOWN_ABOUT));
    }
    if (stale) {
      var unused =
          handle
              .createUpdate("UPDATE button SET shown_at = :now WHERE token IN (<tokens>)")
              .bind("now", now)
              .bindList("tokens", List.copyOf(found.values()))
              .execute();
    }
    return found;
  }

  private static List<Look> selectLooks(Handle handle, ChatAddress chat, Set<String> keys) {
    return Columns.bindChat(
            handle.createQuery(
                """
                SELECT look_key, token, shown_at FROM button
                WHERE chat_id = :chat AND topic = :topic AND look_key IN (<keys>)
                """),
            chat)
        .bindList("keys", List.copyOf(keys))
        .map(
            (row, context) ->
                new Look(
                    row.getString("look_key"),
                    row.getString("token"),
                    Columns.instant(row, "shown_at")))
        .list();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement,
      String token,
      ChatAddress chat,
      ButtonSpec spec,
      @Nullable String lookKey,
      Instant now) {
    Duration lifetime = spec.expiresAfter();
    return Columns.bindChat(statement, chat)
        .bind("token", token)
        .bind("name", spec.call().name())
        .bind("text", spec.call().text())
        .bind("life", spec.life())
        .bind("onlyFor", Columns.idOf(spec.onlyFor()))
        .bind("once", spec.once())
        .bind("now", now)
        .bind("expires", lifetime == null ? null : now.plus(lifetime))
        .bind("look", lookKey);
  }

  private static boolean isLook(ButtonSpec spec) {
    return spec.expiresAfter() == null && spec.onlyFor() == null && !spec.once();
  }

  /** Short, since call and life have any length and an index must hold the key. */
  private static String lookKey(ButtonSpec spec) {
    CommandCall call = spec.call();
    String life = spec.life() == null ? "-" : "+" + spec.life();
    String all = call.name() + '\n' + call.text().length() + '\n' + call.text() + life;
    return ENCODER.encodeToString(sha256(all));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16BE));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return ENCODER.encodeToString(bytes);
  }

  private static StoredButton stored(ResultSet row, StatementContext context) throws SQLException {
    Instant mintedAt = Columns.instant(row, "minted_at");
    Instant expiresAt = Columns.instantOrNull(row, "expires_at");
    ButtonSpec spec =
        new ButtonSpec(
            new CommandCall(row.getString("call_name"), row.getString("call_text")),
            row.getString("life"),
            expiresAt == null ? null : Duration.between(mintedAt, expiresAt),
            Columns.userOrNull(row, "only_for"),
            row.getBoolean("once"));
    return new StoredButton(
        row.getString("token"),
        spec,
        Columns.chat(row),
        mintedAt,
        expiresAt,
        Columns.instantOrNull(row, "used_at") != null);
  }

  private record Look(String key, String token, Instant shownAt) {}

  private static final Button.Visitor<Optional<ButtonSpec>> UNSTAMPED =
      new Button.Visitor<>() {
        @Override
        public Optional<ButtonSpec> call(Button.Call button) {
          return button.token() == null ? Optional.of(button.spec()) : Optional.empty();
        }

        @Override
        public Optional<ButtonSpec> copy(Button.Copy button) {
          return Optional.empty();
        }

        @Override
        public Optional<ButtonSpec> link(Button.Link button) {
          return Optional.empty();
        }
      };

  /** Gives each button that has no token the next one. */
  private record Stamp(Iterator<String> tokens) implements Button.Visitor<Button> {
    @Override
    public Button call(Button.Call button) {
      return button.token() == null ? button.withToken(tokens.next()) : button;
    }

    @Override
    public Button copy(Button.Copy button) {
      return button;
    }

    @Override
    public Button link(Button.Link button) {
      return button;
    }
  }
}
