package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.digest.DigestPlan;
import drover.digest.DigestStore;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DigestStoreTest {
  private static final ZoneId ZONE = ZoneId.of("America/Argentina/ComodRivadavia");

  private final OpenStores open = OpenStores.inMemory();
  private final DigestStore digests = open.stores.digests();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void keepsOnePlanForEachChatAndTopic() {
    digests.put(plan(GROUP, NOON));
    digests.put(plan(TOPIC, noonPlus(1)));
    DigestPlan changed = new DigestPlan(TOPIC, "every 4h", ZONE, noonPlus(2), NOON);
    digests.put(changed);

    assertThat(digests.of(TOPIC)).contains(changed);
    assertThat(digests.all()).containsExactly(plan(GROUP, NOON), changed);
    assertThat(digests.of(CHAT)).isEmpty();
  }

  @Test
  void removesOnce() {
    digests.put(plan(TOPIC, NOON));

    assertThat(digests.remove(GROUP)).isFalse();
    assertThat(digests.remove(TOPIC)).isTrue();
    assertThat(digests.remove(TOPIC)).isFalse();
    assertThat(digests.all()).isEmpty();
  }

  @Test
  void tellsWhatIsDueOldestFirst() {
    digests.put(plan(CHAT, NOON));
    digests.put(plan(GROUP, noonPlus(-60)));
    digests.put(plan(TOPIC, noonPlus(1)));

    assertThat(digests.due(NOON)).extracting(DigestPlan::chat).containsExactly(GROUP, CHAT);
  }

  @Test
  void whatIsDueInAChatThatCannotBeWrittenToWaits() {
    digests.put(plan(TOPIC, NOON));
    open.stores.chats().disable(-100, "kicked");

    assertThat(digests.due(NOON)).isEmpty();
    assertThat(digests.all()).hasSize(1);

    open.stores.chats().revive(-100);
    assertThat(digests.due(NOON)).hasSize(1);
  }

  @Test
  void advancingNotesTheDueTimeItAdvancedFrom() {
    digests.put(plan(CHAT, NOON));

    assertThat(digests.advance(CHAT, NOON, noonPlus(3600))).isTrue();

    assertThat(digests.of(CHAT))
        .contains(new DigestPlan(CHAT, "09:00", ZONE, noonPlus(3600), NOON));
    assertThat(digests.advance(CHAT, noonPlus(3600), noonPlus(7200))).isTrue();
    assertThat(digests.of(CHAT).orElseThrow().lastSentFor()).isEqualTo(noonPlus(3600));
  }

  @Test
  void onlyOneTakesADueTime() throws Exception {
    digests.put(plan(CHAT, NOON));

    assertThat(TokenMintTest.together(8, () -> digests.advance(CHAT, NOON, noonPlus(3600))))
        .containsOnlyOnce(true);
  }

  @Test
  void nobodyTakesADueTimeThatWasChangedOrOfAnotherTopic() {
    digests.put(plan(GROUP, NOON));

    assertThat(digests.advance(GROUP, noonPlus(1), noonPlus(3600))).isFalse();
    assertThat(digests.advance(TOPIC, NOON, noonPlus(3600))).isFalse();
    assertThat(digests.of(GROUP)).contains(plan(GROUP, NOON));
  }

  @Test
  void takesADueTimeWithNanosecondsAsItStands() {
    Instant fine = NOON.plusNanos(123_456_789);
    digests.put(plan(CHAT, fine));

    assertThat(digests.advance(CHAT, fine, noonPlus(3600))).isTrue();
  }

  private static DigestPlan plan(ChatAddress chat, Instant due) {
    return new DigestPlan(chat, "09:00", ZONE, due, null);
  }
}
