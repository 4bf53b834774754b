package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.UserId;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionStoreTest {
  private static final UserId ADA = new UserId(1);
  private static final UserId EVE = new UserId(2);

  private final OpenStores open = OpenStores.inMemory();
  private final SubscriptionStore subscriptions = open.stores.subscriptions();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void keepsOneForEachChatAndTopic() {
    Subscription group = subscriptions.put(GROUP, Level.NORMAL, ADA, NOON);
    Subscription topic = subscriptions.put(TOPIC, Level.PROBLEMS, ADA, NOON);
    Subscription chat = subscriptions.put(CHAT, Level.EVERYTHING, EVE, NOON);

    assertThat(subscriptions.of(TOPIC)).containsExactly(topic);
    assertThat(subscriptions.ofChat(-100)).containsExactly(group, topic);
    assertThat(subscriptions.active()).containsExactly(group, topic, chat);
    assertThat(topic)
        .isEqualTo(new Subscription(topic.id(), TOPIC, Level.PROBLEMS, AgentFilter.ALL, ADA, NOON));
  }

  @Test
  void subscribingAgainChangesTheLevelOnly() {
    Subscription first = subscriptions.put(CHAT, Level.NORMAL, ADA, NOON);

    Subscription second = subscriptions.put(CHAT, Level.PROBLEMS, EVE, noonPlus(60));

    assertThat(second)
        .isEqualTo(new Subscription(first.id(), CHAT, Level.PROBLEMS, AgentFilter.ALL, ADA, NOON));
    assertThat(subscriptions.active()).containsExactly(second);
  }

  @Test
  void keepsOneForEachFilterOfTheSameChat() {
    AgentFilter builds = AgentFilter.of("name:build* \"two words\" parent:Lead");
    Subscription all = subscriptions.put(CHAT, Level.PROBLEMS, ADA, NOON);
    Subscription some = subscriptions.put(CHAT, Level.NORMAL, builds, ADA, NOON);

    Subscription again = subscriptions.put(CHAT, Level.EVERYTHING, builds, EVE, noonPlus(60));

    assertThat(again)
        .isEqualTo(new Subscription(some.id(), CHAT, Level.EVERYTHING, builds, ADA, NOON));
    assertThat(subscriptions.of(CHAT)).containsExactly(all, again);
    assertThat(subscriptions.remove(all.id())).isTrue();
    assertThat(subscriptions.active()).containsExactly(again);
  }

  @Test
  void removesOnce() {
    long id = subscriptions.put(CHAT, Level.NORMAL, ADA, NOON).id();

    assertThat(subscriptions.remove(id)).isTrue();
    assertThat(subscriptions.remove(id)).isFalse();

    assertThat(subscriptions.of(CHAT)).isEmpty();
    assertThat(subscriptions.ofChat(7)).isEmpty();
  }

  @Test
  void anIdIsNeverUsedAgain() {
    long id = subscriptions.put(CHAT, Level.NORMAL, ADA, NOON).id();
    assertThat(subscriptions.remove(id)).isTrue();

    assertThat(subscriptions.put(CHAT, Level.NORMAL, ADA, NOON).id()).isNotEqualTo(id);
  }

  @Test
  void chatsThatCannotBeWrittenToAreLeftOutUntilTheyCan() {
    subscriptions.put(TOPIC, Level.NORMAL, ADA, NOON);
    open.stores.chats().disable(-100, "kicked");

    assertThat(subscriptions.active()).isEmpty();
    assertThat(subscriptions.of(TOPIC)).hasSize(1);

    open.stores.chats().revive(-100);
    assertThat(subscriptions.active()).hasSize(1);
  }

  @Test
  void manySubscribeTheSameChatAtOnce() throws Exception {
    assertThat(
            TokenMintTest.together(8, () -> subscriptions.put(CHAT, Level.NORMAL, ADA, NOON).id()))
        .containsOnly(subscriptions.of(CHAT).get(0).id());
  }
}
