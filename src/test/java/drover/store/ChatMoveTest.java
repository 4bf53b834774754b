package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.access.ChatStore;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.digest.DigestPlan;
import drover.incident.IncidentStore;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.OutboxStore;
import drover.outbox.ToldAs;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Mute;
import drover.subscription.Subscription;
import drover.testing.Waiting;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatMoveTest {
  private static final long FROM = -5;
  private static final long TO = -1_000_000_000_005L;
  private static final ChatAddress OLD = ChatAddress.of(FROM);
  private static final ChatAddress NEW = ChatAddress.of(TO);
  private static final ChatAddress OLD_TOPIC = new ChatAddress(FROM, 3);
  private static final ChatAddress NEW_TOPIC = new ChatAddress(TO, 3);
  private static final ChatAddress OTHER = ChatAddress.of(-6);
  private static final UserId ADA = new UserId(1);
  private static final Fact FACT =
      new Fact(new FactKey("a", "completed", 1), NOON, Fact.Urgency.NORMAL, Map.of());

  private final OpenStores open = OpenStores.inMemory();
  private final ChatStore chats = open.stores.chats();
  private final OutboxStore outbox = open.stores.outbox();

  @AfterEach
  void close() {
    open.close();
  }

  /** A new table that names a chat must not be forgotten, nor one that does so by another name. */
  @Test
  void knowsEveryTableThatNamesAChat() {
    assertThat(
            open.ask(
                """
                SELECT LOWER(table_name) FROM information_schema.columns
                WHERE table_schema = 'PUBLIC' AND column_name = 'CHAT_ID'
                """))
        .containsExactlyInAnyOrderElementsOf(ChatMove.TABLES);
    assertThat(
            open.ask(
                """
                SELECT table_name || '.' || column_name FROM information_schema.columns
                WHERE table_schema = 'PUBLIC' AND table_name NOT LIKE 'QRTZ%'
                  AND column_name REGEXP 'CHAT|LANE|GROUP_ID|MOVED'
                  AND column_name NOT IN ('CHAT_ID', 'CHAT_KIND')
                """))
        .as("numbers of messages do not move")
        .containsExactly("TOLD.MESSAGE_CHAT");
  }

  @Test
  void movesRowsOfEveryTableAndKeepsTopics() {
    for (String table : ChatMove.TABLES) {
      ChatRows.fill(open, table, FROM, 3);
      ChatRows.fill(open, table, -6, 3);
    }

    chats.move(FROM, TO);

    for (String table : ChatMove.TABLES) {
      assertThat(open.ask("SELECT COUNT(*) FROM " + table + " WHERE chat_id = " + FROM))
          .as(table)
          .containsExactly("0");
      // Refusals of the old number, and its messages, are forgotten, not moved.
      assertThat(open.ask("SELECT COUNT(*) FROM " + table + " WHERE chat_id = " + TO))
          .as(table)
          .containsExactly(staysBehind(table) ? "0" : "1");
      assertThat(open.ask("SELECT COUNT(*) FROM " + table + " WHERE chat_id = -6"))
          .as(table)
          .containsExactly("1");
      if (!staysBehind(table)) {
        assertThat(open.ask("SELECT topic FROM " + table + " WHERE chat_id = " + TO))
            .as(table)
            .containsExactly("3");
      }
    }
  }

  @Test
  void everyTableMayHoldBothNumbersAlready() {
    for (String table : ChatMove.TABLES) {
      ChatRows.fill(open, table, FROM, 3);
      ChatRows.fill(open, table, TO, 3);
      ChatRows.fill(open, table, FROM, 4);
    }

    chats.move(FROM, TO);
    chats.move(FROM, TO);

    for (String table : ChatMove.TABLES) {
      assertThat(open.ask("SELECT COUNT(*) FROM " + table + " WHERE chat_id = " + FROM))
          .as(table)
          .containsExactly("0");
    }
  }

  /** As a transaction does that read the subscription before the move and commits after it. */
  @Test
  void whatIsStoredUnderTheOldNumberAfterTheMoveFollowsInsteadOfBeingDropped() {
    chats.move(FROM, TO);
    var unused = outbox.add(FACT, List.of(OLD_TOPIC));
    Delivery late = outbox.waiting(OLD_TOPIC, NOON, 1).get(0);

    assertThat(outbox.drop(late, "unsubscribed", NOON)).isFalse();

    Delivery moved = outbox.waiting(NEW_TOPIC, NOON, 1).get(0);
    assertThat(moved.id()).isEqualTo(late.id());
    assertThat(outbox.waiting(OLD_TOPIC, NOON, 1)).isEmpty();
    assertThat(outbox.drop(moved, "unsubscribed", NOON)).isTrue();
  }

  @Test
  void whatTheNewNumberHasAlreadyIsDroppedUnderTheOldOne() {
    chats.move(FROM, TO);
    var unused = outbox.add(FACT, List.of(OLD, NEW));
    Delivery late = outbox.waiting(OLD, NOON, 1).get(0);

    assertThat(outbox.drop(late, "unsubscribed", NOON)).isTrue();

    assertThat(outbox.waiting(NEW, NOON, 9)).hasSize(1);
    assertThat(outbox.waiting(OLD, NOON, 9)).isEmpty();
  }

  @Test
  void aNumberThatIsGivenBackIsNoFormerOne() {
    chats.move(FROM, TO);
    chats.move(TO, FROM);
    var unused = outbox.add(FACT, List.of(OLD));

    assertThat(outbox.drop(outbox.waiting(OLD, NOON, 1).get(0), "unsubscribed", NOON)).isTrue();
  }

  @Test
  void bothSubscribedStaysOneSubscription() {
    var subscriptions = open.stores.subscriptions();
    subscriptions.put(OLD, Level.PROBLEMS, ADA, NOON);
    Subscription kept = subscriptions.put(NEW, Level.EVERYTHING, ADA, NOON);
    Subscription topic = subscriptions.put(OLD_TOPIC, Level.NORMAL, ADA, NOON);

    chats.move(FROM, TO);

    assertThat(subscriptions.ofChat(TO))
        .containsExactly(
            kept,
            new Subscription(topic.id(), NEW_TOPIC, Level.NORMAL, AgentFilter.ALL, ADA, NOON));
  }

  @Test
  void bothMutedStayMutedForTheLongerTime() {
    var mutes = open.stores.mutes();
    AgentFilter builds = AgentFilter.of("name:build*");
    mutes.put(new Mute(OLD, AgentFilter.ALL, noonPlus(60)));
    mutes.put(new Mute(NEW, AgentFilter.ALL, noonPlus(30)));
    mutes.put(new Mute(OLD, builds, noonPlus(10)));
    mutes.put(new Mute(NEW, builds, noonPlus(20)));
    mutes.put(new Mute(OLD_TOPIC, builds, noonPlus(5)));

    chats.move(FROM, TO);

    assertThat(mutes.of(NEW, NOON))
        .containsExactly(
            new Mute(NEW, builds, noonPlus(20)), new Mute(NEW, AgentFilter.ALL, noonPlus(60)));
    assertThat(mutes.of(NEW_TOPIC, NOON)).containsExactly(new Mute(NEW_TOPIC, builds, noonPlus(5)));
  }

  @Test
  void bothWithAPlanAndAZoneKeepTheNewOnes() {
    var digests = open.stores.digests();
    DigestPlan kept = plan(NEW, noonPlus(60));
    digests.put(plan(OLD, NOON));
    digests.put(kept);
    digests.put(plan(OLD_TOPIC, NOON));
    chats.setZone(OLD, ZoneOffset.UTC);
    chats.setZone(NEW, ZoneId.of("Europe/Berlin"));

    chats.move(FROM, TO);

    assertThat(digests.all()).containsExactlyInAnyOrder(kept, plan(NEW_TOPIC, NOON));
    assertThat(chats.settings(NEW).orElseThrow().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(chats.settings(OLD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "WAITING, WAITING, WAITING",
    "WAITING, SENDING, SENDING",
    "WAITING, SENT, SENT",
    "WAITING, GIVEN_UP, WAITING",
    "SENDING, WAITING, SENDING",
    "SENDING, SENT, SENT",
    "SENDING, GIVEN_UP, SENDING",
    "SENT, WAITING, SENT",
    "SENT, SENDING, SENT",
    "SENT, SENT, SENT",
    "SENT, GIVEN_UP, SENT",
    "GIVEN_UP, WAITING, WAITING",
    "GIVEN_UP, SENT, SENT",
    "GIVEN_UP, GIVEN_UP, GIVEN_UP"
  })
  void aFactForBothIsToldOnce(String old, String now, String stays) {
    outbox.add(fact("a"), List.of(OLD, NEW));
    outbox.add(fact("b"), List.of(OLD));
    open.tell("UPDATE delivery SET state = '" + old + "' WHERE chat_id = " + FROM);
    open.tell("UPDATE delivery SET state = '" + now + "' WHERE chat_id = " + TO);

    chats.move(FROM, TO);

    assertThat(
            open.ask(
                """
                SELECT state FROM delivery JOIN fact ON fact.id = fact_id
                WHERE subject = 'a'
                """))
        .containsExactly(stays);
    assertThat(open.ask("SELECT DISTINCT chat_id FROM delivery")).containsExactly("" + TO);
  }

  @Test
  void aSendOnItsWayDuringTheMoveIsWrittenDownAfterIt() {
    outbox.add(fact("a"), List.of(OLD_TOPIC));
    long id = Waiting.in(outbox, NOON).get(0).id();
    assertThat(outbox.markSending(List.of(id))).isNotEmpty();

    chats.move(FROM, TO);
    outbox.retryLater(id, NOON, false, "moved");

    assertThat(Waiting.in(outbox, NOON)).extracting(Delivery::to).containsExactly(NEW_TOPIC);
  }

  /** A supergroup counts its messages from one: an old number would be another message of ours. */
  @Test
  void noOldMessageIsTakenForOneOfTheNewNumber() {
    var incidents = open.stores.incidents();
    long incident = open.stall("s", 1, NOON).id();
    assertThat(incidents.shown(incident, new MessageRef(OLD_TOPIC, 9), 0)).isPresent();
    assertThat(incidents.shown(incident, new MessageRef(NEW_TOPIC, 4), 0)).isPresent();
    outbox.add(fact("a"), List.of(OLD, OTHER));
    for (Delivery delivery : Waiting.in(outbox, NOON)) {
      assertThat(outbox.markSending(List.of(delivery.id()))).isNotEmpty();
      outbox.markSent(
          List.of(delivery.id()), new MessageRef(delivery.to(), 9), ToldAs.MESSAGE, NOON);
    }
    ChatRows.fill(open, "order_log", FROM, 3);
    ChatRows.fill(open, "order_log", -6, 3);
    open.tell("UPDATE order_log SET message_id = 9");

    chats.move(FROM, TO);

    assertThat(incidents.messages(incident))
        .extracting(IncidentStore.Shown::message)
        .containsExactly(new MessageRef(NEW_TOPIC, 4));
    assertThat(open.ask("SELECT chat_id FROM order_log WHERE message_id IS NOT NULL"))
        .containsExactly("-6");
    assertThat(open.ask("SELECT * FROM told WHERE message_chat = " + TO)).isEmpty();
    assertThat(outbox.wasTold(fact("a").key(), NEW)).isTrue();
  }

  @Test
  void theNewNumberCanBeWrittenTo() {
    chats.disable(FROM, "moved");

    chats.move(FROM, TO);

    assertThat(chats.disabled()).isEmpty();
  }

  @Test
  void movingToItselfChangesNothing() {
    chats.setZone(OTHER, ZoneOffset.UTC);

    chats.move(-6, -6);

    assertThat(chats.settings(OTHER)).isPresent();
  }

  @Test
  void movesAllOrNothing() {
    chats.setZone(OLD, ZoneOffset.UTC);

    assertThatThrownBy(
            () ->
                open.stores
                    .transactor()
                    .run(
                        () -> {
                          chats.move(FROM, TO);
                          throw new IllegalStateException();
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(chats.settings(OLD)).isPresent();
    assertThat(chats.settings(NEW)).isEmpty();
  }

  private static boolean staysBehind(String table) {
    return List.of("disabled_chat", "incident_message", "trouble", "group_message").contains(table);
  }

  private static DigestPlan plan(ChatAddress chat, Instant due) {
    return new DigestPlan(chat, "09:00", ZoneOffset.UTC, due, null);
  }

  private static Fact fact(String subject) {
    return new Fact(new FactKey(subject, "end", 0), NOON, Fact.Urgency.NORMAL, Map.of());
  }
}
