package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.life;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryCap;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.history.Sample;
import drover.incident.Incident;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryStoreTest {
  private static final SessionId S = new SessionId("s");

  private final OpenStores open = OpenStores.inMemory();
  private final HistoryStore history = open.stores.history();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void returnsEntriesAsTheyWereAppended() {
    HistoryEntry full =
        new HistoryEntry(
            life("s"), "Merge", "failed", NOON, noonPlus(9), "why", "Ada", 24_100L, 60L);
    HistoryEntry bare =
        new HistoryEntry(life("s"), "", "appeared", NOON, NOON, null, null, null, null);

    history.append(full);
    history.append(bare);

    assertThat(history.of(S, NOON, 0, 10)).containsExactly(full, bare);
  }

  @Test
  void tellsNewestFirstInPages() {
    for (int i = 0; i < 5; i++) {
      history.append(entry("s", "e" + i, noonPlus(i)));
      history.append(entry("other", "o" + i, noonPlus(i)));
    }
    history.append(entry("s", "same time", noonPlus(4)));

    assertThat(kinds(history.of(S, noonPlus(2), 0, 10)))
        .containsExactly("same time", "e4", "e3", "e2");
    assertThat(kinds(history.of(S, NOON, 2, 2))).containsExactly("e3", "e2");
    assertThat(kinds(history.all(noonPlus(3), 1, 3))).containsExactly("o4", "e4", "o3");
    assertThat(history.of(S, NOON, 100, 10)).isEmpty();
    assertThat(history.of(new SessionId("x"), NOON, 0, 10)).isEmpty();
  }

  @Test
  void findsAllThatMayHaveHappenedInATime() {
    history.append(between("before", NOON.minusSeconds(60), NOON.minusSeconds(1)));
    history.append(between("over the end", noonPlus(50), noonPlus(90)));
    history.append(between("over the beginning", NOON.minusSeconds(60), NOON));
    history.append(between("after", noonPlus(61), noonPlus(70)));
    history.append(between("over all of it", NOON.minusSeconds(60), noonPlus(99)));

    assertThat(kinds(history.happened(NOON, noonPlus(60), 10)))
        .containsExactly("over the beginning", "over the end", "over all of it");
    assertThat(kinds(history.happened(NOON, noonPlus(60), 2)))
        .containsExactly("over the beginning", "over the end");
  }

  @Test
  void handsOverTheNewestOneByOne() {
    for (int i = 0; i < 4; i++) {
      history.append(entry("s", "e" + i, noonPlus(i)));
      history.append(entry("other", "o" + i, noonPlus(i)));
    }
    List<HistoryEntry> some = new ArrayList<>();
    List<HistoryEntry> all = new ArrayList<>();

    history.each(S, noonPlus(1), 2, some::add);
    history.each(null, noonPlus(2), 9, all::add);

    assertThat(kinds(some)).containsExactly("e3", "e2");
    assertThat(kinds(all)).containsExactly("o3", "e3", "o2", "e2");
  }

  @Test
  void whatWasRecordedLateBelongsToTheTimeOfItsRecording() {
    history.append(entry("s", "completed", NOON));
    open.clock.advance(Duration.ofHours(2));
    history.append(entry("t", "failed", NOON.minusSeconds(60)));

    assertThat(kinds(history.between(NOON, noonPlus(3600), 10))).containsExactly("completed");
    assertThat(kinds(history.between(noonPlus(3600), noonPlus(9999), 10)))
        .containsExactly("failed");
  }

  @Test
  void timesLaidEndToEndTellEachEntryOnce() {
    for (int i = 0; i < 4; i++) {
      history.append(entry("s", "e" + i, NOON.minusSeconds(i)));
      open.clock.advance(Duration.ofSeconds(10));
    }

    assertThat(kinds(history.between(NOON, noonPlus(10), 10))).containsExactly("e0");
    assertThat(kinds(history.between(noonPlus(10), noonPlus(40), 10)))
        .containsExactly("e1", "e2", "e3");
    assertThat(kinds(history.between(NOON, noonPlus(40), 2))).containsExactly("e0", "e1");
    assertThat(history.between(NOON, NOON, 10)).isEmpty();
  }

  @Test
  void returnsSamplesOldestFirst() {
    Sample full = new Sample(life("s"), NOON, 48, 24_100L, 50_000L);
    Sample bare = new Sample(life("s"), noonPlus(60), null, null, null);

    history.sample(List.of(bare, full, new Sample(life("x"), NOON, 1, 1L, 1L)));
    history.sample(List.of());

    assertThat(history.samples(S, NOON)).containsExactly(full, bare);
    assertThat(history.samples(S, noonPlus(1))).containsExactly(bare);
  }

  @Test
  void returnsAuditNewestFirstInPages() {
    AuditEntry full =
        new AuditEntry(NOON, new UserId(1), "Ada", TOPIC, "kill", "s", "Merge", "too slow", "done");
    AuditEntry bare =
        new AuditEntry(noonPlus(1), null, "", CHAT, "kill", null, null, null, "denied");

    history.audit(full);
    history.audit(bare);

    assertThat(history.audits(AuditQuery.all(NOON), 0, 10)).containsExactly(bare, full);
    assertThat(history.audits(AuditQuery.all(NOON), 1, 1)).containsExactly(full);
    assertThat(history.audits(AuditQuery.all(noonPlus(1)), 0, 10)).containsExactly(bare);
  }

  @Test
  void deletesWhatIsOlderAndTellsHowMuch() {
    Instant old = NOON.minusSeconds(1);
    for (Instant at : List.of(old, NOON)) {
      history.append(entry("s", "completed", at));
      history.sample(List.of(new Sample(life("s"), at, 1, 1L, 1L)));
      history.audit(new AuditEntry(at, null, "", CHAT, "kill", null, null, null, "done"));
    }

    assertThat(history.deleteBefore(NOON)).isEqualTo(3);
    assertThat(history.deleteBefore(NOON)).isZero();

    assertThat(history.all(Instant.EPOCH, 0, 10)).hasSize(1);
    assertThat(history.samples(S, Instant.EPOCH)).hasSize(1);
    assertThat(history.audits(AuditQuery.all(Instant.EPOCH), 0, 10)).hasSize(1);
  }

  @Test
  void deletesWhatIsOldElsewhereTooButNoPerson() {
    var incidents = open.stores.incidents();
    long closed = open.stall("s", 1, NOON).id();
    assertThat(incidents.shown(closed, new drover.chat.MessageRef(CHAT, 1), 0)).isPresent();
    Incident.Closing recovered = Incident.Closing.of(NOON, Incident.Closing.RECOVERED);
    assertThat(incidents.close(closed, recovered, null)).isTrue();
    Incident old = open.stall("s", 3, NOON);
    Incident young = open.stall("s", 2, noonPlus(9999));
    assertThat(incidents.allOpen(Incident.Kind.STALL)).containsExactly(old, young);
    open.stores.users().grant(new UserId(1), drover.access.Role.ADMIN);

    assertThat(history.deleteBefore(noonPlus(9999))).isEqualTo(2);

    assertThat(incidents.allOpen(Incident.Kind.STALL)).containsExactly(young);
    assertThat(incidents.messages(closed)).isEmpty();
    assertThat(open.stores.users().all()).hasSize(1);
  }

  @Test
  void deletesMoreThanOneBite() {
    open.tell(
        """
        INSERT INTO sample (session_id, run, taken_at)
        SELECT 's', 'r1', TIMESTAMP WITH TIME ZONE '2025-01-01 00:00:00Z'
        FROM SYSTEM_RANGE(1, 12345)
        """);

    assertThat(history.deleteBefore(NOON)).isEqualTo(12_345);
  }

  @Test
  void cutsTheOldestOfWhatIsTooMuch() {
    for (int i = 0; i < 10; i++) {
      Instant at = noonPlus(9 - i);
      history.append(entry("s", "completed", at));
      history.sample(List.of(new Sample(life("s"), at, 1, 1L, 1L)));
      history.audit(new AuditEntry(at, null, "", CHAT, "kill", null, null, null, "denied"));
    }

    assertThat(history.deleteBeyond(new HistoryCap(7, 10, 2))).isEqualTo(3 + 0 + 8);
    assertThat(history.deleteBeyond(new HistoryCap(7, 10, 2))).isZero();

    assertThat(history.all(Instant.EPOCH, 0, 100))
        .hasSize(7)
        .allMatch(entry -> !entry.latest().isBefore(noonPlus(3)));
    assertThat(history.samples(S, Instant.EPOCH)).hasSize(10);
    assertThat(history.audits(AuditQuery.all(Instant.EPOCH), 0, 100))
        .extracting(AuditEntry::at)
        .containsExactly(noonPlus(9), noonPlus(8));
  }

  @Test
  void cutsMoreThanOneBite() {
    open.tell(
        """
        INSERT INTO sample (session_id, run, taken_at)
        SELECT 's', 'r1', TIMESTAMP WITH TIME ZONE '2025-01-01 00:00:00Z'
        FROM SYSTEM_RANGE(1, 12345)
        """);

    assertThat(history.deleteBeyond(new HistoryCap(1, 100, 1))).isEqualTo(12_245);
  }

  @Test
  void readsAlongItsIndexes() {
    for (int i = 0; i < 2; i++) {
      assertThat(
              open.ask(
                  """
                  EXPLAIN SELECT * FROM history
                  WHERE recorded_at >= TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00Z'
                    AND recorded_at < TIMESTAMP WITH TIME ZONE '2026-01-02 00:00:00Z'
                  ORDER BY recorded_at, id FETCH FIRST 10 ROWS ONLY
                  """))
          .allMatch(plan -> plan.contains("HISTORY_BY_RECORDING"));
    }
  }

  private static List<String> kinds(List<HistoryEntry> entries) {
    return entries.stream().map(HistoryEntry::kind).toList();
  }

  private static HistoryEntry entry(String session, String kind, Instant at) {
    return new HistoryEntry(life(session), session, kind, at, at, null, null, null, null);
  }

  @Test
  void auditKeepsChatAndTopicApart() {
    history.audit(
        new AuditEntry(NOON, null, "", new ChatAddress(7, 1), "kill", null, null, null, "done"));

    assertThat(history.audits(AuditQuery.all(NOON), 0, 1).get(0).chat())
        .isEqualTo(new ChatAddress(7, 1));
  }

  private static HistoryEntry between(String kind, Instant earliest, Instant latest) {
    return new HistoryEntry(life("s"), "", kind, earliest, latest, null, null, null, null);
  }
}
