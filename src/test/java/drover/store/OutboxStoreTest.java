package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.Fact.Urgency;
import drover.outbox.FactKey;
import drover.outbox.OutboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxStoreTest {
  private final OpenStores open = OpenStores.inMemory();
  private final OutboxStore outbox = open.stores.outbox();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void returnsAFactAsItWasStored() {
    Fact fact =
        new Fact(
            new FactKey("r1#" + "s".repeat(10_000), "end", Long.MAX_VALUE),
            NOON,
            Urgency.FIRST,
            Map.of("error", "\u0000<b>\uD800\"'; DROP TABLE fact" + "x".repeat(50_000), "", ""));

    outbox.add(fact, List.of(TOPIC));

    assertThat(outbox.find(fact.key())).contains(fact);
    Delivery delivery = waiting().get(0);
    assertThat(delivery.fact()).isEqualTo(fact);
    assertThat(delivery.to()).isEqualTo(TOPIC);
    assertThat(delivery.attempts()).isZero();
    assertThat(delivery.maybeRepeat()).isFalse();
  }

  @Test
  void tellsAFactOnceToEachChatAndTopic() {
    assertThat(outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, CHAT))).isEqualTo(2);
    assertThat(outbox.add(fact("a", Urgency.FIRST), List.of(CHAT, TOPIC))).isEqualTo(1);

    assertThat(waiting()).extracting(Delivery::to).containsExactly(CHAT, GROUP, TOPIC);
    assertThat(outbox.find(key("a")).orElseThrow().urgency()).isEqualTo(Urgency.NORMAL);
    assertThat(outbox.add(fact("b", Urgency.NORMAL), List.of())).isZero();
    assertThat(outbox.find(key("b"))).isPresent();
  }

  @Test
  void manyPostTheSameFactAtOnce() throws Exception {
    List<ChatAddress> chats = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      chats.add(ChatAddress.of(i));
    }

    List<Integer> added =
        TokenMintTest.together(8, () -> outbox.add(fact("a", Urgency.NORMAL), chats));

    assertThat(added.stream().mapToInt(n -> n).sum()).isEqualTo(50);
    assertThat(outbox.depth()).isEqualTo(50);
  }

  @Test
  void urgentGoFirstThenOldestAndNoLaneTakesAll() {
    for (int i = 0; i < 5; i++) {
      outbox.add(fact("last" + i, Urgency.LAST), List.of(CHAT));
    }
    outbox.add(fact("normal", Urgency.NORMAL), List.of(CHAT, TOPIC));
    outbox.add(fact("first", Urgency.FIRST), List.of(CHAT, GROUP));

    assertThat(outbox.waiting(NOON, 3, 100))
        .extracting(d -> d.fact().key().subject() + "@" + d.to().chat())
        .containsExactly("first@7", "first@-100", "normal@7", "normal@-100", "last0@7");
    assertThat(outbox.waiting(NOON, 3, 2)).hasSize(2);
  }

  @Test
  void onlyOneWorkerTakesADelivery() throws Exception {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();

    assertThat(TokenMintTest.together(8, () -> outbox.markSending(id, NOON)))
        .containsOnlyOnce(true);
    assertThat(waiting()).isEmpty();
    assertThat(outbox.depth()).isZero();
  }

  @Test
  void whatWasBeingSentAtTheEndComesAgainMarked() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP));
    long id = waiting().get(0).id();
    assertThat(outbox.markSending(id, NOON)).isTrue();

    assertThat(outbox.recoverInterrupted()).isEqualTo(1);
    assertThat(outbox.recoverInterrupted()).isZero();

    assertThat(waiting()).extracting(Delivery::maybeRepeat).containsExactly(true, false);
    assertThat(waiting()).extracting(Delivery::attempts).containsExactly(1, 0);
  }

  @Test
  void aDoubtOnceRaisedStays() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();

    outbox.retryLater(id, NOON, true, "cut off");
    outbox.retryLater(id, NOON, false, "429");

    assertThat(waiting().get(0).maybeRepeat()).isTrue();
  }

  @Test
  void aRetryWaitsForItsTime() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();
    assertThat(outbox.nextDue(NOON)).isEmpty();

    outbox.retryLater(id, noonPlus(30), false, "busy");

    assertThat(waiting()).isEmpty();
    assertThat(outbox.nextDue(NOON)).contains(noonPlus(30));
    assertThat(outbox.waiting(noonPlus(30), 5, 5)).hasSize(1);
    assertThat(outbox.depth()).isEqualTo(1);
  }

  @Test
  void whatWasToldIsFoundAndNeverToldAgain() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC));
    long id = waiting().get(0).id();
    assertThat(outbox.messageOf(key("a"), TOPIC)).isEmpty();
    assertThat(outbox.markSending(id, NOON)).isTrue();

    outbox.markSent(id, new MessageRef(TOPIC, 55), NOON);
    outbox.retryLater(id, NOON, true, "late answer");
    outbox.giveUp(id, "late answer", NOON);

    assertThat(outbox.messageOf(key("a"), TOPIC)).contains(new MessageRef(TOPIC, 55));
    assertThat(outbox.messageOf(key("a"), GROUP)).isEmpty();
    assertThat(outbox.messageOf(key("x"), TOPIC)).isEmpty();
    assertThat(waiting()).isEmpty();
    assertThat(outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC))).isZero();
  }

  @Test
  void givesUpOneAndAWholeChat() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, TOPIC));
    outbox.add(fact("b", Urgency.NORMAL), List.of(GROUP));
    outbox.giveUp(waiting().get(0).id(), "rejected", NOON);

    assertThat(outbox.giveUpChat(-100, "kicked", NOON)).isEqualTo(3);
    assertThat(outbox.giveUpChat(-100, "kicked", NOON)).isZero();
    assertThat(waiting()).isEmpty();
    assertThat(outbox.messageOf(key("a"), CHAT)).isEmpty();
  }

  @Test
  void parksLastAsLongAsTheLongest() {
    outbox.park(TOPIC, noonPlus(60), "429");
    outbox.park(TOPIC, noonPlus(30), "429");
    outbox.park(CHAT, noonPlus(-1), "429");

    assertThat(outbox.parked(NOON)).isEqualTo(Map.of(TOPIC, noonPlus(60)));
    assertThat(outbox.parked(noonPlus(60))).isEmpty();

    assertThat(outbox.parkedAll(NOON)).isEmpty();
    outbox.parkAll(noonPlus(20));
    outbox.parkAll(noonPlus(10));
    assertThat(outbox.parkedAll(NOON)).contains(noonPlus(20));
    assertThat(outbox.parkedAll(noonPlus(20))).isEmpty();
  }

  @Test
  void sweepsOnlyFactsThatAreOver() {
    outbox.add(fact("waits", Urgency.NORMAL), List.of(CHAT));
    outbox.add(fact("half", Urgency.NORMAL), List.of(CHAT, GROUP));
    outbox.add(fact("over", Urgency.NORMAL), List.of(GROUP));
    outbox.add(fact("late", Urgency.NORMAL), List.of(GROUP));
    outbox.add(fact("nobody", Urgency.NORMAL), List.of());
    for (Delivery delivery : waiting()) {
      boolean late = delivery.fact().key().subject().equals("late");
      if (delivery.to().equals(GROUP)) {
        outbox.markSent(delivery.id(), new MessageRef(GROUP, 1), noonPlus(late ? 500 : 1));
      }
    }

    assertThat(outbox.sweep(noonPlus(100))).isEqualTo(2);

    assertThat(outbox.find(key("over"))).isEmpty();
    assertThat(outbox.find(key("nobody"))).isEmpty();
    assertThat(List.of("waits", "half", "late")).allMatch(s -> outbox.find(key(s)).isPresent());
    assertThat(open.ask("SELECT COUNT(*) FROM delivery")).containsExactly("4");
  }

  @Test
  void readsAlongTheIndexThoughAHundredThousandWait() {
    open.tell(
        """
        INSERT INTO fact (subject, kind, episode, happened_at, urgency, data_json)
        SELECT 's' || x, 'end', 0, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00Z', 1, '{}'
        FROM SYSTEM_RANGE(1, 1000)
        """);
    open.tell(
        """
        INSERT INTO delivery (fact_id, chat_id, topic, state, urgency, due_at)
        SELECT fact.id, -x, 0, 'WAITING', 1, happened_at FROM fact, SYSTEM_RANGE(1, 100)
        """);

    List<Delivery> due = outbox.waiting(NOON, 2, 50);

    assertThat(due).hasSize(50);
    assertThat(outbox.depth()).isEqualTo(100_000);
    // scanCount: how many rows it went over; the number of waiting rows must not matter.
    String plan =
        open.ask(
                """
                EXPLAIN ANALYZE SELECT id, urgency FROM delivery
                WHERE state = 'WAITING' AND chat_id = -50 AND topic = 0
                  AND due_at <= TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z'
                ORDER BY state, chat_id, topic, urgency, id FETCH FIRST 2 ROWS ONLY
                """)
            .get(0);
    assertThat(plan).contains("DELIVERY_BY_LANE").containsPattern("scanCount: [1-5]\\D");
    String lane =
        open.ask(
                """
                EXPLAIN ANALYZE SELECT chat_id, topic FROM delivery
                WHERE state = 'WAITING' AND chat_id >= -50 + 1
                ORDER BY state, chat_id, topic FETCH FIRST ROW ONLY
                """)
            .get(0);
    assertThat(lane).contains("DELIVERY_BY_LANE").containsPattern("scanCount: [1-5]\\D");
  }

  private List<Delivery> waiting() {
    return outbox.waiting(NOON, 100, 100);
  }

  private static FactKey key(String subject) {
    return new FactKey(subject, "end", 0);
  }

  private static Fact fact(String subject, Urgency urgency) {
    return new Fact(key(subject), NOON, urgency, Map.of("k", "v"));
  }
}
