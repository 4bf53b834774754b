package drover.store;

import static drover.store.OpenStores.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import drover.access.ChatStore;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.OutboxStore;
import drover.outbox.ToldAs;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Mute;
import drover.subscription.Subscription;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicEndTest {
  private static final long GROUP = -1_000_000_000_005L;
  private static final ChatAddress TOPIC = new ChatAddress(GROUP, 3);
  private static final ChatAddress OTHER = new ChatAddress(GROUP, 4);
  private static final ChatAddress CHAT = ChatAddress.of(GROUP);
  private static final UserId ADA = new UserId(1);

  private final OpenStores open = OpenStores.inMemory();
  private final ChatStore chats = open.stores.chats();
  private final OutboxStore outbox = open.stores.outbox();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void decidesOnEveryTableThatNamesAChat() {
    Set<String> decided = new HashSet<>(TopicEnd.MOVING);
    decided.addAll(TopicEnd.STAYING);

    assertThat(decided)
        .containsExactlyInAnyOrderElementsOf(ChatMove.TABLES)
        .hasSize(TopicEnd.MOVING.size() + TopicEnd.STAYING.size());
  }

  @Test
  void givesTheRowsOfThatTopicAloneToTheChat() {
    for (String table : TopicEnd.MOVING) {
      ChatRows.fill(open, table, GROUP, 3);
      ChatRows.fill(open, table, GROUP, 4);
      ChatRows.fill(open, table, -6, 3);
    }

    chats.leave(TOPIC);
    chats.leave(TOPIC);
    chats.leave(CHAT);

    for (String table : TopicEnd.MOVING) {
      assertThat(open.ask("SELECT chat_id || ' ' || topic FROM " + table))
          .as(table)
          .containsExactlyInAnyOrder(GROUP + " 0", GROUP + " 4", "-6 3");
    }
  }

  @Test
  void whatTheChatHasItKeeps() {
    for (String table : TopicEnd.MOVING) {
      ChatRows.fill(open, table, GROUP, 0);
      ChatRows.fill(open, table, GROUP, 3);
    }
    var subscriptions = open.stores.subscriptions();
    subscriptions.ofChat(GROUP).forEach(one -> subscriptions.remove(one.id()));
    Subscription kept = subscriptions.put(CHAT, Level.PROBLEMS, ADA, NOON);
    subscriptions.put(TOPIC, Level.EVERYTHING, ADA, NOON);
    chats.setZone(CHAT, ZoneOffset.UTC);
    chats.setZone(TOPIC, ZoneId.of("Europe/Berlin"));
    open.stores.mutes().put(new Mute(CHAT, AgentFilter.ALL, NOON.plus(Duration.ofHours(1))));

    chats.leave(TOPIC);

    for (String table : TopicEnd.MOVING) {
      assertThat(open.ask("SELECT COUNT(*) FROM " + table + " WHERE topic = 3"))
          .as(table)
          .containsExactly("0");
    }
    assertThat(subscriptions.ofChat(GROUP)).containsExactly(kept);
    assertThat(chats.settings(CHAT).orElseThrow().zone()).isEqualTo(ZoneOffset.UTC);
    assertThat(open.stores.mutes().of(CHAT, NOON)).hasSize(1);
  }

  @Test
  void aFactThatTheChatHasItselfIsNotToldThereTwice() {
    Fact both = fact("both");
    Fact topics = fact("topics");
    outbox.add(both, List.of(CHAT, TOPIC));
    outbox.add(topics, List.of(TOPIC, OTHER));
    Delivery inChat = outbox.waiting(CHAT, NOON, 9).get(0);
    outbox.markSent(List.of(inChat.id()), new MessageRef(CHAT, 7), ToldAs.MESSAGE, NOON);

    chats.leave(TOPIC);

    assertThat(outbox.waiting(TOPIC, NOON, 9)).isEmpty();
    assertThat(outbox.waiting(CHAT, NOON, 9))
        .extracting(delivery -> delivery.fact().key())
        .containsExactly(topics.key());
    assertThat(outbox.waiting(OTHER, NOON, 9)).hasSize(1);
    assertThat(outbox.wasTold(both.key(), CHAT)).isTrue();
  }

  private static Fact fact(String subject) {
    return new Fact(new FactKey(subject, "end", 0), NOON, Fact.Urgency.NORMAL, Map.of());
  }
}
