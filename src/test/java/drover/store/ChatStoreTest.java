package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.ChatSettings;
import drover.access.ChatStore;
import drover.access.QuietHours;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.OutboxStore;
import drover.outbox.ToldAs;
import drover.testing.Waiting;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatStoreTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final OpenStores open = OpenStores.inMemory();
  private final ChatStore chats = open.stores.chats();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void keepsTheZoneOfEachChatAndTopic() {
    chats.setZone(TOPIC, BERLIN);
    chats.setZone(CHAT, BERLIN);
    chats.setZone(CHAT, ZoneOffset.ofHoursMinutes(5, 45));

    assertThat(chats.settings(TOPIC)).contains(new ChatSettings(TOPIC, BERLIN, null, false, null));
    assertThat(chats.settings(CHAT).orElseThrow().zone()).isEqualTo(ZoneId.of("+05:45"));
    assertThat(chats.settings(GROUP)).isEmpty();
  }

  @Test
  void keepsEachSettingWhateverHappensToTheOthers() {
    QuietHours quiet = QuietHours.parse("22:00-07:00").orElseThrow();
    chats.setQuietHours(TOPIC, quiet);
    assertThat(chats.settings(TOPIC)).contains(new ChatSettings(TOPIC, null, quiet, false, null));

    chats.setChildren(TOPIC, true);
    chats.setZone(TOPIC, BERLIN);
    chats.setLooked(TOPIC, NOON);
    assertThat(chats.settings(TOPIC)).contains(new ChatSettings(TOPIC, BERLIN, quiet, true, NOON));
    assertThat(chats.wantingChildren()).containsExactly(TOPIC);

    chats.setQuietHours(TOPIC, null);
    chats.setChildren(TOPIC, false);
    assertThat(chats.settings(TOPIC)).contains(new ChatSettings(TOPIC, BERLIN, null, false, NOON));
    assertThat(chats.wantingChildren()).isEmpty();
  }

  @Test
  void knowsWhenTheNewestNoticeArrived() {
    OutboxStore outbox = open.stores.outbox();
    for (int i = 0; i < 3; i++) {
      FactKey key = new FactKey("s" + i, "end", 0);
      outbox.add(new Fact(key, NOON, Fact.Urgency.NORMAL, Map.of()), List.of(TOPIC, CHAT));
    }
    assertThat(chats.lastTold(TOPIC)).isEmpty();

    List<Delivery> waiting =
        Waiting.in(outbox, NOON).stream().filter(d -> d.to().equals(TOPIC)).toList();
    outbox.markSent(
        List.of(waiting.get(1).id()),
        new MessageRef(TOPIC, 2),
        ToldAs.MESSAGE,
        NOON.plusSeconds(60));
    outbox.markSent(List.of(waiting.get(0).id()), new MessageRef(TOPIC, 1), ToldAs.MESSAGE, NOON);
    outbox.giveUp(waiting.get(2).id(), "dropped", NOON.plusSeconds(90));

    assertThat(chats.lastTold(TOPIC)).contains(NOON.plusSeconds(60));
    assertThat(chats.lastTold(CHAT)).isEmpty();
  }

  @Test
  void disablesAndRevivesOnce() {
    assertThat(chats.isDisabled(-100)).isFalse();
    assertThat(chats.revive(-100)).isFalse();

    assertThat(chats.disable(-100, "kicked")).isTrue();
    assertThat(chats.disable(-100, "blocked")).isFalse();
    assertThat(chats.disable(7, "blocked")).isTrue();

    assertThat(chats.isDisabled(-100)).isTrue();
    assertThat(chats.disabled()).containsExactly("-100: kicked", "7: blocked");
    assertThat(chats.revive(-100)).isTrue();
    assertThat(chats.isDisabled(-100)).isFalse();
  }

  @Test
  void manyDisableAtOnceAndOneIsFirst() throws Exception {
    assertThat(TokenMintTest.together(8, () -> chats.disable(-100, "kicked")))
        .containsOnlyOnce(true);
  }
}
