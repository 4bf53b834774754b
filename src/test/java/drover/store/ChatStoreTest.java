package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.ChatSettings;
import drover.access.ChatStore;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    assertThat(chats.settings(TOPIC)).contains(new ChatSettings(TOPIC, BERLIN));
    assertThat(chats.settings(CHAT)).contains(new ChatSettings(CHAT, ZoneId.of("+05:45")));
    assertThat(chats.settings(GROUP)).isEmpty();
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
