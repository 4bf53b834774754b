package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.Incident.Care;
import drover.incident.Incident.Closing;
import drover.incident.Incident.Kind;
import drover.incident.IncidentStore;
import drover.testing.IncidentStoreContract;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentStoreTest extends IncidentStoreContract {
  private final OpenStores open = OpenStores.inMemory();

  @Override
  protected IncidentStore create() {
    return open.stores.incidents();
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void manyOpenTheSameAtOnceAndOneClosesAcksOrRepeats() throws Exception {
    Care due = Care.due(plus(15), null);
    List<Long> ids =
        TokenMintTest.together(
            8, () -> incidents.open("1#s", Kind.STALL, 1, NOON, Map.of(), due).id());
    assertThat(ids).containsOnly(ids.get(0));
    Incident stall = incidents.find(ids.get(0)).orElseThrow();

    assertThat(TokenMintTest.together(8, () -> incidents.repeat(stall, plus(75))))
        .containsOnlyOnce(true);
    assertThat(TokenMintTest.together(8, () -> incidents.ack(stall.id(), ack())))
        .containsOnlyOnce(true);
    assertThat(
            TokenMintTest.together(
                8, () -> incidents.close(stall.id(), Closing.of(NOON, "recovered"), null)))
        .containsOnlyOnce(true);
  }

  /** Or a message that is just being recorded would never hear of the change. */
  @Test
  void aChangeWaitsUntilAMessageBeingRecordedIsSeen() throws Exception {
    Incident stall = open(Care.NONE);
    CountDownLatch recorded = new CountDownLatch(1);
    CountDownLatch trying = new CountDownLatch(1);
    AtomicInteger seen = new AtomicInteger(-1);
    Thread ack =
        new Thread(
            () -> {
              await(recorded);
              trying.countDown();
              open.stores
                  .transactor()
                  .run(
                      () -> {
                        assertThat(incidents.ack(stall.id(), ack())).isTrue();
                        seen.set(incidents.messages(stall.id()).size());
                      });
            });
    ack.start();

    open.stores
        .transactor()
        .run(
            () -> {
              assertThat(incidents.shown(stall.id(), new MessageRef(CHAT, 5), 0)).contains(stall);
              recorded.countDown();
              await(trying);
              awaitBlocked(ack);
            });
    ack.join();

    assertThat(seen).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Until it stands still in the database, or has come through. */
  private static void awaitBlocked(Thread thread) {
    while (thread.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
  }
}
