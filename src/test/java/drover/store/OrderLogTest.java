package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.life;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.history.HistoryEntry;
import drover.history.Sample;
import drover.notify.EndOrders.EndOrder;
import drover.order.Order;
import drover.order.Order.Kind;
import drover.order.Order.State;
import drover.order.OrderLog;
import drover.order.Succession;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderLogTest {
  private static final AgentLife LIFE = life("s");

  private final OpenStores open = OpenStores.inMemory();
  private final OrderLog orders = open.stores.orders();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void writesAnOrderDownAsRequestedWhateverItSays() {
    Order asked =
        new Order(
            99,
            Kind.KILL,
            LIFE,
            "Merge",
            new UserId(7_000_000_000L),
            "Ada",
            TOPIC,
            55L,
            "too slow",
            State.CONFIRMED,
            NOON,
            noonPlus(1),
            "x",
            "done",
            "merge it");

    Order written = orders.request(asked);

    assertThat(written.id()).isNotEqualTo(99);
    assertThat(written)
        .usingRecursiveComparison()
        .ignoringFields("id", "state", "settledAt", "successor", "outcome")
        .isEqualTo(asked);
    assertThat(written.state()).isEqualTo(State.REQUESTED);
    assertThat(written.settledAt()).isNull();
    assertThat(written.outcome()).isNull();
    assertThat(orders.find(written.id())).contains(written);
    assertThat(orders.find(written.id() + 1)).isEmpty();
  }

  @Test
  void keepsAnOrderWithoutMessageAndDetail() {
    Order order = orders.request(order(Kind.RESPAWN, LIFE));

    assertThat(order.message()).isNull();
    assertThat(order.detail()).isNull();
  }

  @Test
  void movesOnlyFromTheStateThatWasSeen() throws Exception {
    long id = orders.request(order(Kind.KILL, LIFE)).id();

    assertThat(orders.move(id, State.SENT, State.ACCEPTED)).isFalse();
    assertThat(TokenMintTest.together(8, () -> orders.move(id, State.REQUESTED, State.SENT)))
        .containsOnlyOnce(true);
    assertThat(orders.find(id).orElseThrow().state()).isEqualTo(State.SENT);
    assertThat(orders.move(id + 1, State.REQUESTED, State.SENT)).isFalse();
  }

  @Test
  void knowsTheNewestRespawnsWithWhatTheOldOnesUsed() {
    AgentLife first = life("run-1");
    AgentLife second = life("run-2");
    AgentLife third = life("run-3");
    respawned(first, "run-2");
    respawned(second, "run-3");
    respawned(third, "run-4");
    orders.request(order(Kind.RESPAWN, life("open")));
    open.stores.history().append(ended(first, 30_000));
    open.stores.history().sample(List.of(sample(first, 31_000), sample(second, 7_000)));

    assertThat(orders.successions(9))
        .containsExactly(
            new Succession(third, "Merge", null, new SessionId("run-4")),
            new Succession(second, "Merge", 7_000L, new SessionId("run-3")),
            new Succession(first, "Merge", 31_000L, new SessionId("run-2")));
    assertThat(orders.successions(1)).hasSize(1);
  }

  private void respawned(AgentLife old, String successor) {
    long id = orders.request(order(Kind.RESPAWN, old)).id();
    SessionId next = new SessionId(successor);
    assertThat(orders.settle(id, State.REQUESTED, State.CONFIRMED, next, "done", NOON)).isTrue();
  }

  private static HistoryEntry ended(AgentLife life, long tokens) {
    return new HistoryEntry(life, "Merge", "failed", NOON, NOON, null, null, tokens, 9L);
  }

  private static Sample sample(AgentLife life, long tokens) {
    return new Sample(life, NOON, 5, tokens, 50_000L);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"CONFIRMED", "REFUSED", "FAILED", "UNKNOWN"})
  void settlesOnce(State end) {
    long id = orders.request(order(Kind.KILL, LIFE)).id();

    assertThat(orders.settle(id, State.REQUESTED, end, null, "so it is", noonPlus(4))).isTrue();
    assertThat(orders.settle(id, State.REQUESTED, State.FAILED, null, "no", noonPlus(5))).isFalse();

    Order settled = orders.find(id).orElseThrow();
    assertThat(settled.state()).isEqualTo(end);
    assertThat(settled.settledAt()).isEqualTo(noonPlus(4));
    assertThat(settled.outcome()).isEqualTo("so it is");
    assertThat(orders.open()).isEmpty();
  }

  @Test
  void whatIsAcceptedIsNotSettledYetAndKeepsItsSuccessor() {
    long id = orders.request(order(Kind.RESPAWN, LIFE)).id();
    SessionId next = new SessionId("next");

    assertThat(orders.settle(id, State.REQUESTED, State.ACCEPTED, next, null, NOON)).isTrue();

    assertThat(orders.find(id).orElseThrow().settledAt()).isNull();
    assertThat(orders.open()).hasSize(1);
    assertThat(orders.respawnOf(LIFE)).isEmpty();
    assertThat(orders.originOf(next)).isPresent();

    assertThat(orders.settle(id, State.ACCEPTED, State.CONFIRMED, null, "runs", NOON)).isTrue();
    assertThat(orders.respawnOf(LIFE).orElseThrow().successor()).isEqualTo("next");
    assertThat(orders.originOf(new SessionId("other"))).isEmpty();
  }

  @Test
  void listsOpenOnesOldestFirstAndALifesNewestFirst() {
    long first = orders.request(order(Kind.KILL, LIFE)).id();
    long second = orders.request(order(Kind.FORCE_KILL, LIFE)).id();
    long other = orders.request(order(Kind.KILL, new AgentLife(new SessionId("s"), "r2"))).id();
    assertThat(orders.move(second, State.REQUESTED, State.SENT)).isTrue();

    assertThat(orders.open()).extracting(Order::id).containsExactly(first, second, other);
    assertThat(orders.of(LIFE)).extracting(Order::id).containsExactly(second, first);
    assertThat(orders.of(life("x"))).isEmpty();
  }

  @Test
  void findsThoseThatShareAMessage() {
    Order first = orders.request(order(Kind.KILL, LIFE, 7L));
    Order second = orders.request(order(Kind.KILL, life("other"), 7L));
    assertThat(orders.request(order(Kind.KILL, life("alone"), 8L)).message()).isEqualTo(8);

    assertThat(orders.of(new MessageRef(TOPIC, 7))).containsExactly(first, second);
    assertThat(orders.of(new MessageRef(ChatAddress.of(TOPIC.chat()), 7))).isEmpty();
    assertThat(orders.of(new MessageRef(TOPIC, 9))).isEmpty();
  }

  @Test
  void killOfIsTheNewestThatMayHaveWorked() {
    long kill = orders.request(order(Kind.KILL, LIFE)).id();
    long force = orders.request(order(Kind.FORCE_KILL, LIFE)).id();
    long respawn = orders.request(order(Kind.RESPAWN, LIFE)).id();
    assertThat(respawn).isPositive();
    assertThat(orders.killOf(LIFE).orElseThrow().id()).isEqualTo(force);

    settle(force, State.FAILED);
    assertThat(orders.killOf(LIFE).orElseThrow().id()).isEqualTo(kill);
    assertThat(open.stores.endOrders().of(LIFE)).contains(new EndOrder("Ada", TOPIC, true));

    settle(kill, State.REFUSED);
    assertThat(orders.killOf(LIFE)).isEmpty();
    assertThat(open.stores.endOrders().of(LIFE)).isEmpty();
  }

  @Test
  void aKillOfUnknownEndMayHaveWorked() {
    settle(orders.request(order(Kind.KILL, LIFE)).id(), State.UNKNOWN);

    assertThat(orders.killOf(LIFE)).isPresent();
  }

  private void settle(long id, State end) {
    assertThat(orders.settle(id, State.REQUESTED, end, null, null, NOON)).isTrue();
  }

  private static Order order(Kind kind, AgentLife life) {
    return order(kind, life, null);
  }

  private static Order order(Kind kind, AgentLife life, @Nullable Long message) {
    return new Order(
        0,
        kind,
        life,
        "Merge",
        new UserId(1),
        "Ada",
        TOPIC,
        message,
        null,
        State.REQUESTED,
        NOON,
        null,
        null,
        null,
        null);
  }
}
