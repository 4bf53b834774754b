package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
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
  void forgetsMoreThanOneBiteAtOnce() {
    open.tell(
        """
        INSERT INTO fact (subject, kind, episode, happened_at, urgency, data_json)
        SELECT 'old' || x, 'end', 0, TIMESTAMP WITH TIME ZONE '2025-01-01 00:00:00Z', 1, '{}'
        FROM SYSTEM_RANGE(1, 12000)
        """);

    assertThat(open.stores.outbox().sweep(OpenStores.NOON)).isEqualTo(12_000);
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

    assertThat(TokenMintTest.together(8, () -> !outbox.markSending(List.of(id)).isEmpty()))
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
        SELECT fact.id, -x, 0, 'WAITING', 1, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z'
        FROM fact, SYSTEM_RANGE(1, 100)
        """);

    ChatAddress lane = ChatAddress.of(-50);
    assertThat(outbox.waiting(lane, NOON, 2)).hasSize(2);
    assertThat(outbox.oldest(lane, NOON)).isPresent();
    assertThat(outbox.lanes()).hasSize(100).containsEntry(lane, 1000L);
    assertThat(outbox.depth()).isEqualTo(100_000);
    // scanCount: how many rows it went over; the number of waiting rows must not matter.
    for (String further : List.of("", " AND urgency = 1")) {
      String plan =
          open.ask(
                  """
                  EXPLAIN ANALYZE SELECT * FROM delivery
                  WHERE state = 'WAITING' AND chat_id = -50 AND topic = 0
                    AND due_at <= TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z'%s
                  ORDER BY state, chat_id, topic, urgency, id FETCH FIRST 2 ROWS ONLY
                  """
                      .formatted(further))
              .get(0);
      assertThat(plan).contains("DELIVERY_BY_LANE").containsPattern("scanCount: [1-5]\\D");
    }
    String held =
        open.ask(
                """
                EXPLAIN ANALYZE SELECT id FROM delivery USE INDEX (delivery_by_due)
                WHERE due_at >= TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00.000001Z'
                  AND due_at <= TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z' AND state = 'HELD'
                """)
            .get(0);
    assertThat(held).contains("DELIVERY_BY_DUE").containsPattern("scanCount: [1-5]\\D");
    String due =
        open.ask(
                """
                EXPLAIN ANALYZE SELECT due_at FROM delivery USE INDEX (delivery_by_due)
                WHERE due_at > TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z'
                  AND state IN ('WAITING', 'HELD')
                ORDER BY due_at FETCH FIRST ROW ONLY
                """)
            .get(0);
    assertThat(due).contains("DELIVERY_BY_DUE").containsPattern("scanCount: [1-5]\\D");
    String told =
        open.ask(
                """
                EXPLAIN ANALYZE SELECT 1 FROM told WHERE message_chat = -50 AND message_id = 7
                  AND delivery_id > 5 AND told_as = 'EDIT'
                """)
            .get(0);
    assertThat(told).contains("PRIMARY_KEY").containsPattern("scanCount: [1-5]\\D");
  }
}
