package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import drover.subscription.MuteStore;
import drover.testing.MemoryMutes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same of the table and of its stand-in. */
class MuteStoreTest {
  private static final AgentFilter BUILDS = AgentFilter.of("name:build*");
  private static final OpenStores OPEN = OpenStores.inMemory();

  static List<MuteStore> stores() {
    return List.of(OPEN.stores.mutes(), new MemoryMutes());
  }

  @AfterEach
  void empty() {
    OPEN.tell("DELETE FROM mute");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void keepsOneForEachFilterOfAChatAndTopicWhileItLasts(MuteStore mutes) {
    Mute all = new Mute(TOPIC, AgentFilter.ALL, noonPlus(60));
    Mute some = new Mute(TOPIC, BUILDS, noonPlus(30));
    mutes.put(all);
    mutes.put(some);
    mutes.put(new Mute(CHAT, BUILDS, noonPlus(10)));

    assertThat(mutes.of(TOPIC, NOON)).containsExactly(some, all);
    assertThat(mutes.of(TOPIC, noonPlus(30))).containsExactly(all);
    assertThat(mutes.of(TOPIC, noonPlus(60))).isEmpty();
    assertThat(mutes.of(GROUP, NOON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void mutingAgainMovesTheEnd(MuteStore mutes) {
    mutes.put(new Mute(CHAT, BUILDS, noonPlus(60)));
    mutes.put(new Mute(CHAT, BUILDS, noonPlus(20)));

    assertThat(mutes.of(CHAT, NOON)).containsExactly(new Mute(CHAT, BUILDS, noonPlus(20)));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void removesOnceAndNotWhatIsOver(MuteStore mutes) {
    mutes.put(new Mute(CHAT, BUILDS, noonPlus(60)));
    mutes.put(new Mute(CHAT, AgentFilter.ALL, noonPlus(10)));

    assertThat(mutes.remove(CHAT, BUILDS, noonPlus(20))).isTrue();
    assertThat(mutes.remove(CHAT, BUILDS, noonPlus(20))).isFalse();
    assertThat(mutes.remove(CHAT, AgentFilter.ALL, noonPlus(20))).isFalse();
    assertThat(mutes.of(CHAT, NOON)).isEmpty();
  }
}
