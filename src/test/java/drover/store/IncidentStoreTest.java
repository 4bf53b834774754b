package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.life;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.Incident.Kind;
import drover.incident.IncidentStore;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentStoreTest {
  private final OpenStores open = OpenStores.inMemory();
  private final IncidentStore incidents = open.stores.incidents();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void opensEachEpisodeOnce() {
    Incident first = incidents.open(life("s"), Kind.STALL, 1, NOON);
    Incident again = incidents.open(life("s"), Kind.STALL, 1, noonPlus(60));

    assertThat(again).isEqualTo(first);
    assertThat(first)
        .isEqualTo(new Incident(first.id(), life("s"), Kind.STALL, 1, NOON, null, null));
    assertThat(incidents.find(life("s"), Kind.STALL, 1)).contains(first);
    assertThat(incidents.find(life("s"), Kind.STALL, 2)).isEmpty();
    assertThat(incidents.find(life("s"), Kind.FAILURE, 1)).isEmpty();
  }

  @Test
  void closesOnceAndStaysAsItClosed() {
    long id = incidents.open(life("s"), Kind.STALL, 1, NOON).id();

    assertThat(incidents.close(id, "recovered", noonPlus(9))).isTrue();
    assertThat(incidents.close(id, "failed", noonPlus(10))).isFalse();
    assertThat(incidents.close(id + 1, "failed", noonPlus(10))).isFalse();

    Incident closed = incidents.open(life("s"), Kind.STALL, 1, noonPlus(20));
    assertThat(closed.outcome()).isEqualTo("recovered");
    assertThat(closed.closedAt()).isEqualTo(noonPlus(9));
  }

  @Test
  void listsWhatIsOpenOldestFirst() {
    Incident late = incidents.open(life("s"), Kind.STALL, 2, noonPlus(60));
    Incident early = incidents.open(life("s"), Kind.FAILURE, 0, NOON);
    AgentLife nextLife = new AgentLife(new SessionId("s"), "r2");
    Incident other = incidents.open(nextLife, Kind.STALL, 1, noonPlus(30));
    incidents.close(incidents.open(life("s"), Kind.STALL, 1, NOON).id(), "recovered", NOON);

    assertThat(incidents.open(life("s"))).containsExactly(early, late);
    assertThat(incidents.open(nextLife)).containsExactly(other);
    assertThat(incidents.allOpen()).containsExactly(early, other, late);
  }

  @Test
  void keepsEachMessageOnceInTheirOrder() {
    long id = incidents.open(life("s"), Kind.STALL, 1, NOON).id();
    List<MessageRef> messages =
        List.of(new MessageRef(TOPIC, 9), new MessageRef(CHAT, 3), new MessageRef(CHAT, 4));

    messages.forEach(m -> incidents.addMessage(id, m));
    messages.forEach(m -> incidents.addMessage(id, m));

    assertThat(incidents.messages(id)).containsExactlyElementsOf(messages);
    assertThat(incidents.messages(id + 1)).isEmpty();
  }

  @Test
  void forgetsAMessageInEveryIncidentWhateverTheTopic() {
    long first = incidents.open(life("a"), Kind.STALL, 1, NOON).id();
    long second = incidents.open(life("b"), Kind.STALL, 1, NOON).id();
    incidents.addMessage(first, new MessageRef(TOPIC, 9));
    incidents.addMessage(second, new MessageRef(TOPIC, 9));
    incidents.addMessage(second, new MessageRef(CHAT, 9));

    incidents.forgetMessage(new MessageRef(GROUP, 9));

    assertThat(incidents.messages(first)).isEmpty();
    assertThat(incidents.messages(second)).containsExactly(new MessageRef(CHAT, 9));
  }

  @Test
  void manyOpenTheSameAtOnceAndOneCloses() throws Exception {
    List<Long> ids =
        TokenMintTest.together(8, () -> incidents.open(life("s"), Kind.STALL, 1, NOON).id());
    assertThat(ids).containsOnly(ids.get(0));

    assertThat(TokenMintTest.together(8, () -> incidents.close(ids.get(0), "recovered", NOON)))
        .containsOnlyOnce(true);
  }
}
