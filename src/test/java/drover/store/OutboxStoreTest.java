package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.outbox.Delivery;
import drover.outbox.Fact.Urgency;
import drover.outbox.OutboxStore;
import drover.testing.OutboxStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxStoreTest extends OutboxStoreContract {
  private final OpenStores open = OpenStores.inMemory();

  @Override
  protected OutboxStore create() {
    return open.stores.outbox();
  }

  @AfterEach
  void close() {
    open.close();
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
  void onlyOneWorkerTakesADelivery() throws Exception {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();

    assertThat(TokenMintTest.together(8, () -> outbox.markSending(id, NOON)))
        .containsOnlyOnce(true);
    assertThat(waiting()).isEmpty();
    assertThat(outbox.depth()).isZero();
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

  @Test
  void walksPastThousandsOfParkedLanes() {
    open.tell(
        """
        INSERT INTO fact (subject, kind, episode, happened_at, urgency, data_json)
        SELECT 's' || x, 'end', 0, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00Z', 0, '{}'
        FROM SYSTEM_RANGE(1, 10)
        """);
    open.tell(
        """
        INSERT INTO delivery (fact_id, chat_id, topic, state, urgency, due_at)
        SELECT fact.id, -x, 0, 'WAITING', 0, happened_at FROM fact, SYSTEM_RANGE(1, 5000)
        """);
    open.tell(
        """
        INSERT INTO lane_park (chat_id, topic, parked_until, why)
        SELECT -x, 0, TIMESTAMP WITH TIME ZONE '2026-01-01 12:01:00Z', '429'
        FROM SYSTEM_RANGE(1, 5000)
        """);
    outbox.add(fact("last", Urgency.LAST), List.of(CHAT));

    assertThat(outbox.waiting(NOON, 4, 4000)).extracting(Delivery::to).containsExactly(CHAT);
    assertThat(outbox.nextDue(NOON)).contains(after(60));
  }
}
