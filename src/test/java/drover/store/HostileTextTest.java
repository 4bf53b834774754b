package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryEntry;
import drover.history.Sample;
import drover.incident.Incident;
import drover.monitor.Belief;
import drover.order.Order;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.session.AgentLife;
import drover.session.Session;
import drover.session.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts and ids of servers and people, through a file and back. */
class HostileTextTest {
  private static final UserId ADA = new UserId(1);

  @TempDir Path directory;

  static Stream<String> texts() {
    return Stream.of(
        " ",
        "\u0000",
        "\u0000a\u0000",
        "\uD83D\uDE00".repeat(5_000),
        "\uD800",
        "\uDC00\uD800 backwards",
        "x".repeat(10_000),
        "\uD800".repeat(10_000),
        "'; DROP TABLE belief; --",
        ":chat <condition> ?1 \\ \" % _ {fn now()}",
        "\u202Eright to left\u200B\uFEFF\uFFFF",
        "null");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void comesBackAsItWent(String text) {
    AgentLife life = new AgentLife(new SessionId(text), "r1");
    Belief belief = BeliefStoreTest.belief(everywhere(text), null);
    HistoryEntry entry = new HistoryEntry(life, text, "failed", NOON, NOON, text, text, 1L, null);
    AuditEntry audit = new AuditEntry(NOON, ADA, text, CHAT, text, text, text, text, text);
    Fact fact = new Fact(new FactKey(text, text, 1), NOON, Fact.Urgency.LAST, Map.of(text, text));
    long incident;
    Incident.Closing closing;
    Order order;
    try (OpenStores open = OpenStores.inFile(directory)) {
      Stores stores = open.stores;
      stores.beliefs().save(belief);
      stores.history().append(entry);
      stores.history().sample(List.of(new Sample(life, NOON, 1, 1L, 1L)));
      stores.history().audit(audit);
      stores.users().grant(ADA, Role.VIEWER);
      stores.users().seen(ADA, text, text, NOON);
      stores.chats().disable(1, text);
      stores.outbox().add(fact, List.of(CHAT));
      stores.outbox().park(CHAT, NOON.plusSeconds(1), text);
      stores.outbox().giveUp(1, text, NOON);
      incident =
          stores
              .incidents()
              .open(
                  life.key(),
                  Incident.Kind.STALL,
                  1,
                  NOON,
                  Map.of("name", text),
                  Incident.Care.NONE)
              .id();
      closing = new Incident.Closing(NOON, text, text, text);
      assertThat(stores.incidents().snooze(incident, new Incident.Snooze(ADA, text, NOON), null))
          .isTrue();
      assertThat(stores.incidents().close(incident, closing, null)).isTrue();
      order = stores.orders().request(order(life, text));
      assertThat(
              stores
                  .orders()
                  .settle(
                      order.id(),
                      Order.State.REQUESTED,
                      Order.State.UNKNOWN,
                      life.session(),
                      text,
                      NOON))
          .isTrue();
    }

    try (OpenStores open = OpenStores.inFile(directory)) {
      Stores stores = open.stores;
      assertThat(stores.beliefs().all()).containsExactly(belief);
      assertThat(stores.history().of(life.session(), NOON, 0, 9)).containsExactly(entry);
      assertThat(stores.history().samples(life.session(), NOON)).hasSize(1);
      assertThat(stores.history().audits(AuditQuery.all(NOON), 0, 9)).containsExactly(audit);
      assertThat(stores.history().tokensSpent(NOON, Instant.parse("2030-01-01T00:00:00Z")))
          .isZero();
      assertThat(stores.users().find(ADA).orElseThrow().name()).isEqualTo(text);
      assertThat(stores.chats().disabled()).containsExactly("1: " + text);
      assertThat(stores.outbox().find(fact.key())).contains(fact);
      Incident closed = stores.incidents().find(life.key(), Incident.Kind.STALL, 1).orElseThrow();
      assertThat(closed.closing()).isEqualTo(closing);
      assertThat(closed.data()).containsEntry("name", text);
      assertThat(closed.care().snooze()).isEqualTo(new Incident.Snooze(ADA, text, NOON));
      Order settled = stores.orders().originOf(life.session()).orElseThrow();
      assertThat(settled.agentName()).isEqualTo(text);
      assertThat(settled.life()).isEqualTo(life);
      assertThat(settled.outcome()).isEqualTo(text);
      stores.beliefs().remove(life.session());
      assertThat(stores.beliefs().all()).isEmpty();
    }
  }

  @Test
  void aRecordLargerThanAColumnIsCutAndItsIdKept() {
    String control = "\u0000".repeat(150_000);
    SessionId id = new SessionId("\u0001".repeat(10_000));
    Session huge =
        everywhere(control)
            .withFamily(
                new Session.Family(
                    new SessionId(control),
                    IntStream.range(0, 20_000)
                        .mapToObj(i -> new SessionId("child-" + i + "x".repeat(200)))
                        .toList()));
    Session record =
        new Session(
            id,
            huge.name(),
            huge.status(),
            huge.task(),
            1.0,
            huge.tokens(),
            huge.times(),
            huge.priority(),
            huge.outputPath(),
            huge.origin(),
            huge.family(),
            huge.prompt(),
            huge.error());
    try (OpenStores open = OpenStores.inFile(directory)) {
      open.stores.beliefs().save(BeliefStoreTest.belief(record, null));

      Session kept = open.stores.beliefs().all().get(0).agent().session();
      assertThat(kept.id()).isEqualTo(id);
      assertThat(control).startsWith(Objects.requireNonNull(kept.name()));
      assertThat(kept.name()).hasSizeGreaterThan(1_000);
    }
  }

  @Test
  void otherTextsLargerThanAColumnAreCut() {
    String huge = "x".repeat(1_100_000);
    AgentLife life = OpenStores.life("s");
    try (OpenStores open = OpenStores.inFile(directory)) {
      open.stores
          .history()
          .append(new HistoryEntry(life, huge, "failed", NOON, NOON, huge, huge, 1L, null));
      Order order = open.stores.orders().request(order(life, huge));
      open.stores
          .history()
          .audit(new AuditEntry(NOON, ADA, huge, CHAT, "kill", "s", huge, huge, huge));

      assertThat(huge).startsWith(order.agentName());
      assertThat(open.stores.history().of(life.session(), NOON, 0, 1).get(0).name())
          .hasSizeGreaterThan(100_000);
      assertThat(open.stores.history().audits(AuditQuery.all(NOON), 0, 1)).hasSize(1);
    }
  }

  private static Session everywhere(String text) {
    return Session.of(new SessionId(text))
        .withName(text)
        .withStatus(text)
        .withTask(text)
        .withPriority(text)
        .withOutputPath(text)
        .withOrigin(new Session.Origin(text, text, text, text, text))
        .withFamily(new Session.Family(new SessionId(text), List.of(new SessionId(text))))
        .withPrompt(text)
        .withError(text);
  }

  private static Order order(AgentLife life, String text) {
    return new Order(
        0,
        Order.Kind.KILL,
        life,
        text,
        ADA,
        text,
        CHAT,
        null,
        text,
        Order.State.REQUESTED,
        NOON,
        null,
        null,
        null,
        null);
  }
}
