package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryStore;
import drover.session.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
  private static final UserId ADA = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?i)\\b(UPDATE|MERGE\\s+INTO|DELETE\\s+FROM|TRUNCATE\\s+TABLE|DROP\\s+TABLE)"
              + "\\s+audit\\b[^\"]*");

  private final OpenStores open = OpenStores.inMemory();
  private final HistoryStore history = open.stores.history();

  @AfterEach
  void close() {
    open.close();
  }

  /** Beyond this, only the number of a chat that moves follows it, as in every table. */
  @Test
  void nothingButRetentionChangesTheTrail() throws IOException {
    List<String> changes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> changes.addAll(changesIn(file)));
    }

    assertThat(changes).containsExactly("DELETE FROM audit WHERE done_at < :before");
  }

  @Test
  void anEntryOutlivesWhoAndWhatItIsAbout() {
    add(noonPlus(0), ADA, BOB, null);
    open.stores.users().grant(ADA, drover.access.Role.STRANGER);

    assertThat(history.deleteBefore(NOON)).isZero();
    assertThat(history.audits(AuditQuery.all(NOON), 0, 9)).hasSize(1);
    assertThat(history.deleteBefore(noonPlus(1))).isEqualTo(1);
  }

  @Test
  void findsWhatAPersonDidOrWasDoneToThemAndWhatWasDoneToAnAgent() {
    AuditEntry byAda = add(noonPlus(1), ADA, null, "s-1");
    AuditEntry aboutAda = add(noonPlus(2), BOB, ADA, null);
    AuditEntry neither = add(noonPlus(3), BOB, BOB, "s-2");

    assertThat(audits(ADA, null)).containsExactly(aboutAda, byAda);
    assertThat(audits(null, "s-2")).containsExactly(neither);
    assertThat(audits(ADA, "s-1")).containsExactly(byAda);
    assertThat(audits(ADA, "s-2")).isEmpty();
    List<AuditEntry> handed = new ArrayList<>();
    history.eachAudit(AuditQuery.all(NOON), 2, handed::add);
    assertThat(handed).containsExactly(neither, aboutAda);
  }

  private List<AuditEntry> audits(@Nullable UserId person, @Nullable String session) {
    SessionId id = session == null ? null : new SessionId(session);
    return history.audits(new AuditQuery(NOON, person, id), 0, 9);
  }

  private AuditEntry add(Instant at, UserId by, @Nullable UserId about, @Nullable String session) {
    AuditEntry entry =
        new AuditEntry(at, by, "Somebody", CHAT, "kill", session, null, null, "done", about);
    history.audit(entry);
    return entry;
  }

  private static List<String> changesIn(Path file) {
    try {
      return CHANGE.matcher(Files.readString(file)).results().map(MatchResult::group).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
