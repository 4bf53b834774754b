package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import drover.base.HealthCheck.Health;
import drover.base.HealthCheck.State;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.emulator.ApiCall;
import drover.emulator.Chat;
import drover.emulator.EmulatorConfig;
import drover.emulator.Fault;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Standing;
import drover.emulator.TelegramEmulator;
import drover.emulator.Topic;
import drover.telegram.BotAccount;
import drover.telegram.TelegramConfig;
import drover.telegram.TelegramSender;
import drover.testing.CountingMint;
import drover.testing.DirectTransactor;
import drover.testing.MemoryOutboxStore;
import drover.testing.MemoryOutboxStore.Status;
import drover.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Telegram's moods that last: hours of "too many", rights that come and go, topics and messages
 * that people delete. Outbox, real sender and emulator live by one clock, so that hours take
 * seconds.
 */
@Timeout(60)
class OutboxMoodsTest {
  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final TelegramEmulator emulator = new TelegramEmulator(EmulatorConfig.inMemory(clock));
  private final MemoryOutboxStore store = new MemoryOutboxStore();
  private final Map<String, Rendering> words = new HashMap<>();
  private final RecordedChanges changes = new RecordedChanges(store);
  private final Person ada = emulator.person("Ada", null, null);
  private final Person bob = emulator.person("Bob", null, null);
  private final TelegramSender sender;
  private Outbox outbox;

  OutboxMoodsTest() {
    emulator.start();
    ada.privateChat().started(true);
    bob.privateChat().started(true);
    TelegramConfig config = new TelegramConfig(emulator.config().token(), emulator.apiUrl());
    sender = new TelegramSender(config, new BotAccount(config));
    outbox = started();
  }

  @AfterEach
  void stop() {
    sender.stop();
    emulator.stop();
    assertThat(emulator.calls().violations()).isEmpty();
    assertThat(emulator.limits().refused()).isZero();
  }

  @Test
  void threeHoursOfTooManyAreObeyedInFullOverTwoRestartsAndByNobodyElse() {
    emulator.faults().nextTo(ada.privateChat(), 1, "sendMessage", Fault.tooManyRequests(10_800));
    post("one", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofSeconds(2));
    assertThat(texts(bob.privateChat())).containsExactly("one");

    outbox = started();
    turnFor(Duration.ofHours(1));
    outbox = started();
    post("two", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofMinutes(119).plusSeconds(50));
    assertThat(texts(bob.privateChat())).containsExactly("one", "two");
    assertThat(callsTo(ada.privateChat())).hasSize(1);
    turnFor(Duration.ofSeconds(15));

    assertThat(texts(ada.privateChat())).containsExactly("one", "two");
    assertThat(callsTo(ada.privateChat())).hasSize(3);
  }

  @Test
  void twoChatsWithinFiveSecondsSilenceAllForHoursOverARestart() {
    emulator.faults().nextTo(ada.privateChat(), 1, "sendMessage", Fault.tooManyRequests(3_600));
    emulator.faults().nextTo(bob.privateChat(), 1, "sendMessage", Fault.tooManyRequests(7_200));
    Person cleo = emulator.person("Cleo", null, null);
    cleo.privateChat().started(true);
    post("one", ada.privateChat());
    turnFor(Duration.ofSeconds(4));
    post("two", bob.privateChat());
    turnFor(Duration.ofSeconds(1));

    outbox = started();
    post("three", cleo.privateChat());
    turnFor(Duration.ofMinutes(119));
    assertThat(emulator.calls().of("sendMessage")).hasSize(2);
    turnFor(Duration.ofMinutes(2));

    assertThat(texts(ada.privateChat())).containsExactly("one");
    assertThat(texts(bob.privateChat())).containsExactly("two");
    assertThat(texts(cleo.privateChat())).containsExactly("three");
  }

  @Test
  void healthSaysThatTelegramAskedUsToWaitHowLongAndThatNothingIsLost() {
    emulator.faults().nextTo(ada.privateChat(), 1, "sendMessage", Fault.tooManyRequests(10_800));
    post("one", ada.privateChat());
    turnFor(Duration.ofHours(1));

    assertThat(queue().state()).isEqualTo(State.DEGRADED);
    assertThat(queue().text()).contains("Telegram asked us to wait 2 h more in 1 chat.");
    assertThat(queue().advice()).isEqualTo("Nothing: what waits is kept, and goes out then.");
    assertThat(sender.healthCheck().check().state()).isEqualTo(State.DEGRADED);
    assertThat(sender.healthCheck().check().text())
        .isEqualTo("Telegram asked us to wait 3 h before the next message.");

    post("two", bob.privateChat());
    turnFor(Duration.ofHours(2).plusSeconds(5));
    assertThat(queue().state()).isEqualTo(State.OK);
    assertThat(queue().text()).doesNotContain("Telegram");
    assertThat(sender.healthCheck().check().text()).isEqualTo("Messages go out.");
  }

  @Test
  void healthSaysThatNothingMayBeSentOverARestart() {
    emulator.faults().next(2, "sendMessage", Fault.tooManyRequests(7_200));
    post("one", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofMinutes(30));
    outbox = started();

    assertThat(queue().state()).isEqualTo(State.DEGRADED);
    assertThat(queue().text())
        .contains("Telegram asked us to wait 1 h 30 min more before anything is sent.");
  }

  @Test
  void aShortWaitIsSaidAndNoTrouble() {
    emulator.faults().next(1, "sendMessage", Fault.tooManyRequests(60));
    post("one", ada.privateChat());
    turnFor(Duration.ofSeconds(30));

    assertThat(queue().state()).isEqualTo(State.OK);
    assertThat(queue().text()).contains("asked us to wait 30 s more in 1 chat");
    assertThat(sender.healthCheck().check().state()).isEqualTo(State.OK);
    assertThat(sender.healthCheck().check().text()).contains("asked us to wait 1 min");
  }

  @Test
  void twoChatsSixSecondsApartRestAlone() {
    emulator.faults().nextTo(ada.privateChat(), 1, "sendMessage", Fault.tooManyRequests(600));
    emulator.faults().nextTo(bob.privateChat(), 1, "sendMessage", Fault.tooManyRequests(600));
    Person cleo = emulator.person("Cleo", null, null);
    cleo.privateChat().started(true);
    post("one", ada.privateChat());
    turnFor(Duration.ofSeconds(6));
    post("two", bob.privateChat());
    turnFor(Duration.ofSeconds(2));
    post("three", cleo.privateChat());
    turnFor(Duration.ofSeconds(2));

    assertThat(emulator.calls().of("sendMessage")).hasSize(3);
    assertThat(texts(cleo.privateChat())).containsExactly("three");
  }

  @Test
  void aChatThatIsLostIsAskedOnce() {
    Chat kicked = emulator.group("Kicked", ada);
    ada.removesBot(kicked);
    Chat left = emulator.supergroup("Left", false, ada);
    left.botBecomes(Standing.LEFT, ada);
    Chat deleted = emulator.supergroup("Deleted", false, ada);
    deleted.delete();
    bob.privateChat().deactivate();
    Chat[] lost = {kicked, left, deleted, bob.privateChat()};
    for (int i = 0; i < 3; i++) {
      post("n" + i, lost);
    }
    turnFor(Duration.ofMinutes(5));

    assertThat(emulator.calls().of("sendMessage")).hasSize(4);
    assertThat(store.statuses()).hasSize(12).containsOnly(Status.GIVEN_UP);
    assertThat(changes.news)
        .containsExactlyInAnyOrder(
            "gone " + kicked.id(), "gone " + left.id(), "gone " + deleted.id(), "gone " + bob.id());
  }

  @Test
  void aPersonWhoNeverPressedStartIsNotLost() {
    Person shy = emulator.person("Shy", null, null);
    post("one", shy.privateChat());
    turnFor(Duration.ofMinutes(5));

    assertThat(emulator.calls().of("sendMessage")).hasSize(1);
    assertThat(changes.news).containsExactly("never started " + shy.id());
  }

  @Test
  void aClosedTopicRestsAloneAndGoesOnInOrderWhenItIsOpen() {
    Chat forum = emulator.supergroup("Ops", true, ada);
    Topic topic = forum.createTopic(ada, "Agents");
    ChatAddress lane = new ChatAddress(forum.id(), (int) topic.id());
    forum.closeTopic(ada, topic.id());
    post("one", List.of(lane));
    post("two", List.of(lane));
    post("general", List.of(ChatAddress.of(forum.id())));
    turnFor(Duration.ofMinutes(59));
    assertThat(texts(forum)).containsExactly("general");
    assertThat(refused()).isEqualTo(1);

    forum.reopenTopic(ada, topic.id());
    turnFor(Duration.ofMinutes(2));

    assertThat(texts(forum)).containsExactly("general", "one", "two");
    assertThat(forum.fromBot().get(1).topic()).isEqualTo(topic.id());
  }

  @Test
  void aTopicThatIsKnownToBeOpenAgainGoesOnAtOnceAndAnotherDoesNot() {
    Chat forum = emulator.supergroup("Ops", true, ada);
    Topic topic = forum.createTopic(ada, "Agents");
    Topic other = forum.createTopic(ada, "Others");
    ChatAddress lane = new ChatAddress(forum.id(), (int) topic.id());
    forum.closeTopic(ada, topic.id());
    forum.closeTopic(ada, other.id());
    post("one", List.of(lane, new ChatAddress(forum.id(), (int) other.id())));
    turnFor(Duration.ofMinutes(5));
    assertThat(texts(forum)).isEmpty();

    forum.reopenTopic(ada, topic.id());
    outbox.unpark(lane);
    turnFor(Duration.ofSeconds(2));

    assertThat(texts(forum)).containsExactly("one");
    assertThat(refused()).isEqualTo(2);
  }

  @Test
  void aPersonIsAnsweredInAClosedTopicAsFarAsMayBeAndAnAnswerThatArrivesLetsNoticesGoOn() {
    Chat forum = emulator.supergroup("Ops", true, ada);
    Topic topic = forum.createTopic(ada, "Agents");
    ChatAddress lane = new ChatAddress(forum.id(), (int) topic.id());
    CompletableFuture<SendResult> first = outbox.send(lane, OutgoingMessage.of("question"));
    turnFor(Duration.ofSeconds(2));
    long question = forum.lastFromBot().id();
    forum.closeTopic(ada, topic.id());
    post("one", List.of(lane));
    turnFor(Duration.ofSeconds(2));

    var refused = outbox.send(lane, OutgoingMessage.of("refused"));
    var edit = outbox.edit(new MessageRef(lane, question), OutgoingMessage.of("outcome"));
    turnFor(Duration.ofSeconds(5));
    assertThat(first).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(refused).isCompletedWithValueMatching(SendResult.Refused.class::isInstance);
    assertThat(edit).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(texts(forum)).containsExactly("outcome");

    forum.reopenTopic(ada, topic.id());
    var answer = outbox.send(lane, OutgoingMessage.of("answer"));
    turnFor(Duration.ofSeconds(5));

    assertThat(answer).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(texts(forum)).containsExactly("outcome", "answer", "one");
  }

  @Test
  void rightsTakenAwayCostOneCallAnHourAndNoNotice() {
    Chat group = emulator.supergroup("Ops", false, ada);
    group.botBecomes(Standing.RESTRICTED, ada);
    post("one", group);
    post("two", group);
    turnFor(Duration.ofMinutes(150));
    assertThat(refused()).isEqualTo(3);

    group.botBecomes(Standing.ADMINISTRATOR, ada);
    turnFor(Duration.ofMinutes(31));

    assertThat(texts(group)).containsExactly("one", "two");
  }

  @Test
  void aTopicThatIsGoneIsTriedOnceAndTheChatItselfIsTold() {
    Chat forum = emulator.supergroup("Ops", true, ada);
    Topic topic = forum.createTopic(ada, "Agents");
    ChatAddress lane = new ChatAddress(forum.id(), (int) topic.id());
    forum.deleteTopic(topic.id());
    post("one", List.of(lane));
    post("two", List.of(lane));
    turnFor(Duration.ofSeconds(10));

    assertThat(texts(forum)).containsExactly("one", "two");
    assertThat(refused()).isEqualTo(1);
    assertThat(changes.news).containsExactly("topic gone " + topic.id());
  }

  @Test
  void topicsThatAGroupTakesBackAreToldOfThereAgain() {
    Chat forum = emulator.supergroup("Ops", true, ada);
    Topic topic = forum.createTopic(ada, "Agents");
    ChatAddress lane = new ChatAddress(forum.id(), (int) topic.id());
    forum.forum(false);
    post("one", List.of(lane));
    turnFor(Duration.ofSeconds(5));
    forum.forum(true);

    var answer = outbox.send(lane, OutgoingMessage.of("subscribed"));
    turnFor(Duration.ofSeconds(5));
    post("two", List.of(lane));
    turnFor(Duration.ofSeconds(5));

    assertThat(answer).isCompletedWithValueMatching(SendResult.Sent.class::isInstance);
    assertThat(forum.fromBot())
        .extracting(Message::text, Message::topic)
        .containsExactly(
            tuple("one", null), tuple("subscribed", topic.id()), tuple("two", topic.id()));
  }

  @Test
  void markupThatCannotBeParsedGoesOutPlain() {
    emulator
        .faults()
        .next(1, "sendMessage", 400, "Bad Request: can't parse entities: unexpected end tag");
    words.put("one", new Rendering.Send(OutgoingMessage.of("<b>Done</b> &amp; told")));
    post("one", ada.privateChat());
    turnFor(Duration.ofSeconds(10));

    assertThat(ada.privateChat().lastFromBot().html()).isEqualTo("Done &amp; told");
    assertThat(store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void aMessageThatAPersonDeletedIsForgottenOrToldAnewIfItStillMatters() {
    Chat chat = ada.privateChat();
    post("stalled", chat);
    turnFor(Duration.ofSeconds(2));
    Message first = chat.lastFromBot();
    MessageRef target = new MessageRef(ChatAddress.of(chat.id()), first.id());
    words.put("recovered", new Rendering.Edit(target, OutgoingMessage.of("recovered"), false));
    words.put("again", new Rendering.Edit(target, OutgoingMessage.of("stalled again"), true));
    ada.deletes(first);

    post("recovered", chat);
    turnFor(Duration.ofMinutes(2));
    assertThat(texts(chat)).isEmpty();
    assertThat(emulator.calls().of("editMessageText")).hasSize(1);
    post("again", chat);
    turnFor(Duration.ofMinutes(2));

    assertThat(texts(chat)).containsExactly("stalled again");
    assertThat(emulator.calls().of("editMessageText")).hasSize(2);
    assertThat(store.statuses())
        .containsExactlyInAnyOrder(Status.SENT, Status.GIVEN_UP, Status.SENT);
  }

  @Test
  void anHourOfOutageLosesNothingAndKeepsTheOrder() {
    post("before", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofSeconds(2));
    emulator.down();
    post("one", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofMinutes(30));
    outbox = started();
    post("two", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofMinutes(30));

    emulator.up();
    turnFor(Duration.ofSeconds(40));

    for (Person person : List.of(ada, bob)) {
      assertThat(texts(person.privateChat()))
          .hasSize(3)
          .satisfies(
              texts -> {
                assertThat(texts.get(1)).isIn("one", "one (may be a repeat)");
                assertThat(texts.get(2)).isEqualTo("two");
              });
    }
    assertThat(store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void anHourOfGatewayTimeoutsLosesNothingAndIsRepeatedRarely() {
    emulator.faults().next(1_000, "sendMessage", 504, "Gateway Timeout");
    post("one", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofHours(1));
    int tries = emulator.calls().of("sendMessage").size();
    assertThat(tries).isBetween(10, 16);

    emulator.faults().clear();
    post("two", ada.privateChat());
    turnFor(Duration.ofSeconds(3));

    assertThat(texts(ada.privateChat())).containsExactly("two", "one (may be a repeat)");
    assertThat(texts(bob.privateChat())).containsExactly("one (may be a repeat)");
    assertThat(store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void aRefusedTokenSilencesAllUntilItWorksAgain() {
    emulator.faults().tokenRevoked(true);
    post("one", ada.privateChat(), bob.privateChat());
    turnFor(Duration.ofMinutes(21));
    assertThat(emulator.calls().of("sendMessage")).hasSizeBetween(4, 10);
    assertThat(outbox.healthCheck().check().advice()).contains("token");

    emulator.faults().tokenRevoked(false);
    turnFor(Duration.ofMinutes(6));

    assertThat(texts(ada.privateChat())).containsExactly("one");
    assertThat(texts(bob.privateChat())).containsExactly("one");
  }

  /** Coarse steps where there is nothing to do. */
  private void turnFor(Duration time) {
    Duration left = time;
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration wait = outbox.turn();
      Duration again = outbox.turn();
      Duration step = wait.compareTo(again) < 0 ? wait : again;
      step = step.compareTo(Duration.ofMillis(50)) < 0 ? Duration.ofMillis(50) : step;
      step = step.compareTo(left) < 0 ? step : left;
      clock.advance(step);
      left = left.minus(step);
    }
    assertThat(outbox.turn()).isNotNull();
  }

  private void post(String subject, Chat... chats) {
    post(subject, List.of(chats).stream().map(chat -> ChatAddress.of(chat.id())).toList());
  }

  private void post(String subject, List<ChatAddress> lanes) {
    FactKey key = new FactKey(subject, "word", 0);
    outbox.post(new Fact(key, clock.instant(), Fact.Urgency.NORMAL, Map.of()), lanes);
  }

  private Health queue() {
    return outbox.healthCheck().check();
  }

  private long refused() {
    return emulator.calls().of("sendMessage").stream().filter(call -> call.code() == 400).count();
  }

  private List<ApiCall> callsTo(Chat chat) {
    return emulator.calls().of("sendMessage").stream()
        .filter(call -> call.parameters().path("chat_id").asLong() == chat.id())
        .toList();
  }

  private static List<String> texts(Chat chat) {
    return chat.fromBot().stream().map(Message::text).toList();
  }

  /** A new life of the process on the same store. */
  private Outbox started() {
    Outbox fresh =
        new Outbox(
            new Outbox.Parts(
                new DirectTransactor(),
                store,
                sender,
                new CountingMint(),
                new Words(),
                changes,
                clock,
                () -> -1L,
                new SimpleMeterRegistry()),
            OutboxPolicy.standard(),
            Runnable::run);
    fresh.recover();
    return fresh;
  }

  private final class Words implements Renderer {
    @Override
    public Rendering render(Delivery delivery) {
      Rendering known = words.get(delivery.fact().key().subject());
      return known != null
          ? known
          : new Rendering.Send(OutgoingMessage.of(OutboxFixture.text(delivery)));
    }

    @Override
    public void told(Delivery delivery, MessageRef message) {}
  }
}
