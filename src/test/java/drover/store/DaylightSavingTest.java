package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.life;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatKind;
import drover.chat.CommandCall;
import drover.chat.Incoming;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.digest.DigestPlan;
import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryEntry;
import drover.history.Sample;
import drover.incident.Incident;
import drover.monitor.Belief;
import drover.order.Order;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.subscription.Level;
import drover.testing.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The machine stands in Berlin: on these nights an hour is missing, or is there twice. */
class DaylightSavingTest {
  private static final UserId ADA = new UserId(1);
  private static final Instant SPRING = Instant.parse("2026-03-29T00:00:00Z");
  private static final Instant AUTUMN = Instant.parse("2026-10-24T23:00:00Z");

  private final OpenStores open = OpenStores.inMemory();
  private final Stores stores = open.stores;

  @BeforeEach
  void standsInBerlin() {
    assertThat(TimeZone.getDefault().getID()).isEqualTo("Europe/Berlin");
  }

  @AfterEach
  void close() {
    open.close();
  }

  /** Every quarter of an hour of both nights, a microsecond off. */
  static Stream<Instant> times() {
    return Stream.of(SPRING, AUTUMN)
        .flatMap(night -> Stream.iterate(night, t -> t.plus(Duration.ofMinutes(15))).limit(16))
        .map(time -> time.plusNanos(1_000));
  }

  @ParameterizedTest
  @MethodSource("times")
  void everyStoreReturnsTheTimeItWasGiven(Instant time) {
    stores.users().grant(ADA, Role.VIEWER);
    stores.users().seen(ADA, "Ada", null, time);
    assertThat(stores.users().find(ADA).orElseThrow().lastSeen()).isEqualTo(time);

    assertThat(stores.subscriptions().put(CHAT, Level.NORMAL, ADA, time).since()).isEqualTo(time);

    DigestPlan plan = new DigestPlan(CHAT, "09:00", ZoneId.of("UTC"), time, time);
    stores.digests().put(plan);
    assertThat(stores.digests().due(time)).containsExactly(plan);
    assertThat(stores.digests().due(time.minusNanos(1_000))).isEmpty();
    assertThat(stores.digests().advance(CHAT, time, time.plusSeconds(1))).isTrue();

    beliefsReturn(time);
    historyReturns(time);
    incidentsAndOrdersReturn(time);
    outboxReturns(time);
    chatReturns(time);
  }

  @Test
  void tellsTheTwoHalfPastTwosApart() {
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    Instant second = Instant.parse("2026-10-25T01:30:00Z");
    stores.history().append(entry(second));
    stores.history().append(entry(first));

    assertThat(stores.history().all(Instant.EPOCH, 0, 9))
        .containsExactly(entry(second), entry(first));
    assertThat(stores.history().all(second, 0, 9)).containsExactly(entry(second));
    assertThat(stores.history().deleteBefore(second)).isEqualTo(1);
  }

  private void beliefsReturn(Instant time) {
    Session session =
        Session.of(new SessionId("s"))
            .withTimes(new Session.Times(time, time, time, Duration.ofHours(1), time));
    Agent agent =
        new Agent(life("s"), session, Verdict.reported(SessionStatus.WORKING), null, time);
    Belief belief =
        new Belief(
            agent, time, new Belief.Stalls(1, time, time, time), Belief.Warned.NONE, time, time);
    stores.beliefs().save(belief);
    stores.beliefs().markLearned(time);
    stores.beliefs().markSeen(time);
    assertThat(stores.beliefs().all()).containsExactly(belief);
    assertThat(stores.beliefs().learnedAt()).contains(time);
    assertThat(stores.beliefs().lastSeenAt()).contains(time);
  }

  private void historyReturns(Instant time) {
    open.clock.advance(Duration.between(open.clock.instant(), time));
    Sample sample = new Sample(life("s"), time, 1, 1L, 1L);
    AuditEntry audit = new AuditEntry(time, ADA, "", CHAT, "kill", null, null, null, "done");
    stores.history().append(entry(time));
    stores.history().sample(List.of(sample));
    stores.history().audit(audit);
    Instant next = time.plusNanos(1_000);
    assertThat(stores.history().of(new SessionId("s"), time, 0, 9)).containsExactly(entry(time));
    assertThat(stores.history().between(time, next, 9)).containsExactly(entry(time));
    assertThat(stores.history().between(time.minusSeconds(7200), time, 9)).isEmpty();
    assertThat(stores.history().between(next, next.plusSeconds(7200), 9)).isEmpty();
    assertThat(stores.history().samples(new SessionId("s"), time)).containsExactly(sample);
    assertThat(stores.history().samples(new SessionId("s"), next)).isEmpty();
    assertThat(stores.history().audits(AuditQuery.all(time), 0, 9)).containsExactly(audit);
    assertThat(stores.history().audits(AuditQuery.all(next), 0, 9)).isEmpty();
  }

  private void incidentsAndOrdersReturn(Instant time) {
    long id =
        stores
            .incidents()
            .open(
                life("s").key(),
                Incident.Kind.STALL,
                1,
                time,
                Map.of(),
                Incident.Care.due(time, time))
            .id();
    Incident open = stores.incidents().find(id).orElseThrow();
    assertThat(open.openedAt()).isEqualTo(time);
    assertThat(open.care()).isEqualTo(Incident.Care.due(time, time));
    Incident.Snooze snooze = new Incident.Snooze(new UserId(1), "Anna", time);
    assertThat(stores.incidents().snooze(id, snooze, time)).isTrue();
    assertThat(stores.incidents().find(id).orElseThrow().care().snooze()).isEqualTo(snooze);
    Incident.Ack ack = new Incident.Ack(new UserId(1), "Anna", time);
    assertThat(stores.incidents().ack(id, ack)).isTrue();
    Incident.Closing closing = Incident.Closing.of(time, "recovered");
    assertThat(stores.incidents().close(id, closing, time)).isTrue();
    Incident closed = stores.incidents().find(id).orElseThrow();
    assertThat(closed.care().ack()).isEqualTo(ack);
    assertThat(closed.closing()).isEqualTo(closing);
    assertThat(closed.care().nextRepeat()).isEqualTo(time);

    Order asked =
        new Order(
            0,
            Order.Kind.KILL,
            life("s"),
            "",
            ADA,
            "",
            CHAT,
            null,
            null,
            Order.State.REQUESTED,
            time,
            null,
            null,
            null,
            null);
    Order order = stores.orders().request(asked);
    assertThat(order.requestedAt()).isEqualTo(time);
    assertThat(
            stores
                .orders()
                .settle(order.id(), Order.State.REQUESTED, Order.State.UNKNOWN, null, null, time))
        .isTrue();
    assertThat(stores.orders().find(order.id()).orElseThrow().settledAt()).isEqualTo(time);
  }

  private void outboxReturns(Instant time) {
    Fact fact = new Fact(new FactKey("s", "end", 0), time, Fact.Urgency.FIRST, Map.of());
    stores.outbox().add(fact, List.of(CHAT));
    assertThat(stores.outbox().find(fact.key())).contains(fact);
    stores.outbox().retryLater(1, time, false, "busy");
    assertThat(Waiting.in(stores.outbox(), time)).hasSize(1);
    assertThat(Waiting.in(stores.outbox(), time.minusNanos(1_000))).isEmpty();
    assertThat(stores.outbox().nextDue(time.minusSeconds(7200))).contains(time);
    stores.outbox().park(CHAT, time, "429");
    assertThat(stores.outbox().parked(time.minusNanos(1_000))).isEqualTo(Map.of(CHAT, time));
    assertThat(stores.outbox().parked(time)).isEmpty();
    stores.outbox().parkAll(time);
    assertThat(stores.outbox().parkedAll(time.minusNanos(1_000))).contains(time);
  }

  private void chatReturns(Instant time) {
    Incoming update =
        new Incoming(
            1,
            Incoming.Kind.TYPED,
            CHAT,
            ChatKind.PRIVATE,
            new Incoming.Sender(ADA, "Ada", null, false),
            "/help",
            null,
            1L,
            time,
            true);
    stores.inbox().store(List.of(update));
    assertThat(stores.inbox().waiting(1)).containsExactly(update);

    // The clock stands at that time by now.
    ButtonSpec spec = ButtonSpec.look(CommandCall.of("help"));
    OutgoingMessage stamped =
        stores
            .tokens()
            .stamp(
                CHAT,
                OutgoingMessage.of(
                    "x", List.of(List.of(new Button.Call("x", Button.Style.PLAIN, spec)))));
    Button.Call button = (Button.Call) stamped.keyboard().get(0).get(0);
    String token = Objects.requireNonNull(button.token());
    assertThat(stores.tokens().find(token).orElseThrow().mintedAt()).isEqualTo(time);
  }

  private static HistoryEntry entry(Instant time) {
    return new HistoryEntry(life("s"), "", "completed", time, time, null, null, null, null);
  }
}
