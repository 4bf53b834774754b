package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drover.base.Secret;
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
import drover.emulator.TelegramEmulator;
import drover.outbox.Fact.Urgency;
import drover.telegram.BotAccount;
import drover.telegram.TelegramConfig;
import drover.telegram.TelegramSender;
import drover.testing.CountingMint;
import drover.testing.DirectTransactor;
import drover.testing.MemoryOutboxStore;
import drover.testing.MemoryOutboxStore.Status;
import drover.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The outbox and the real sender before an emulated Telegram that enforces its limits. Where the
 * outbox is turned by hand, both live by one clock, so that minutes of sending take seconds.
 */
@Timeout(60)
class OutboxEmulatorTest {
  private static final Duration STEP = Duration.ofMillis(100);

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final MemoryOutboxStore store = new MemoryOutboxStore();
  private final List<Fact> facts = new ArrayList<>();
  private TelegramEmulator emulator = emulator(clock);
  private TelegramSender sender = sender();
  private Outbox outbox = outbox(clock, Runnable::run);

  @AfterEach
  void stop() {
    sender.stop();
    emulator.stop();
    assertThat(emulator.calls().violations()).isEmpty();
    assertThat(emulator.limits().refused()).isZero();
  }

  @Test
  void manyNoticesToManyChatsArriveOnceEachInOrderOfUrgency() {
    List<Chat> chats = people(10);
    chats.add(emulator.group("Ops"));
    chats.add(emulator.supergroup("All", false));
    List<Urgency> urgencies = List.of(Urgency.NORMAL, Urgency.LAST, Urgency.FIRST);
    for (int i = 0; i < 60; i++) {
      post("n" + i, urgencies.get(i % 3), chats);
      clock.advance(Duration.ofMillis(1));
    }

    turnFor(Duration.ofSeconds(75));
    assertThat(chats.get(0).fromBot()).hasSize(60);
    turnFor(Duration.ofMinutes(2));

    List<String> wanted =
        facts.stream()
            .sorted(Comparator.comparing(Fact::urgency).thenComparing(Fact::at))
            .map(fact -> fact.key().subject())
            .toList();
    assertThat(chats).allSatisfy(chat -> assertThat(texts(chat)).isEqualTo(wanted));
    assertThat(store.statuses()).hasSize(720).containsOnly(Status.SENT);
    assertThat(emulator.calls().of("sendMessage")).hasSize(720);
  }

  @Test
  void withRealThreadsAndTheRealClockNoLimitIsBrokenEither() {
    sender.stop();
    emulator.stop();
    emulator = emulator(Clock.systemUTC());
    sender = sender();
    outbox = outbox(Clock.systemUTC(), null);
    List<Chat> chats = people(10);
    chats.add(emulator.group("Ops"));
    outbox.start();
    for (int i = 0; i < 5; i++) {
      post("n" + i, Urgency.NORMAL, chats);
    }
    CompletableFuture<SendResult> answer =
        outbox.send(ChatAddress.of(chats.get(0).id()), OutgoingMessage.of("answer"));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                answer.isDone()
                    && store.statuses().stream().allMatch(status -> status == Status.SENT));
    outbox.stop();

    assertThat(chats.subList(1, 11))
        .allSatisfy(chat -> assertThat(texts(chat)).containsExactly("n0", "n1", "n2", "n3", "n4"));
    assertThat(texts(chats.get(0)))
        .containsExactlyInAnyOrder("answer", "n0", "n1", "n2", "n3", "n4");
  }

  @Test
  void toldToWaitOneChatRestsAndTheOthersDoNot() {
    List<Chat> chats = people(4);
    emulator.faults().next(1, "sendMessage", Fault.tooManyRequests(30));
    post("one", Urgency.NORMAL, chats);
    post("two", Urgency.NORMAL, chats);

    turnFor(Duration.ofSeconds(5));
    List<Chat> resting = chats.stream().filter(chat -> chat.fromBot().isEmpty()).toList();
    assertThat(resting).hasSize(1);
    assertThat(emulator.calls().of("sendMessage")).hasSize(7);
    turnFor(Duration.ofMillis(24_500));
    assertThat(resting.get(0).fromBot()).isEmpty();
    turnFor(Duration.ofSeconds(2));

    assertThat(chats).allSatisfy(chat -> assertThat(texts(chat)).containsExactly("one", "two"));
    assertThat(emulator.calls().of("sendMessage")).hasSize(9);
  }

  @Test
  void twoChatsToldToWaitMakeAllRest() {
    List<Chat> chats = people(4);
    emulator.faults().next(2, "sendMessage", Fault.tooManyRequests(20));
    post("one", Urgency.NORMAL, chats.subList(0, 2));
    turnFor(Duration.ofSeconds(1));

    post("two", Urgency.NORMAL, chats);
    turnFor(Duration.ofSeconds(18));
    assertThat(emulator.calls().of("sendMessage")).hasSize(2);
    turnFor(Duration.ofSeconds(3));

    assertThat(texts(chats.get(0))).containsExactly("one", "two");
    assertThat(texts(chats.get(3))).containsExactly("two");
    assertThat(emulator.calls().of("sendMessage")).hasSize(8);
  }

  @Test
  void aSendThatWasCutOffIsRepeatedOnceAndMarked() {
    for (Fault.Kind kind : List.of(Fault.Kind.CUT_AFTER, Fault.Kind.EMPTY)) {
      Chat chat = people(1).get(0);
      emulator.faults().next(1, "sendMessage", kind);
      post("done " + kind, Urgency.NORMAL, List.of(chat));

      turnFor(Duration.ofSeconds(30));

      assertThat(texts(chat))
          .containsExactly("done " + kind, "done " + kind + " (may be a repeat)");
    }
    Chat other = people(1).get(0);
    emulator.faults().next(1, "sendMessage", Fault.Kind.CUT_BEFORE);
    post("not done", Urgency.NORMAL, List.of(other));
    turnFor(Duration.ofSeconds(30));
    assertThat(texts(other)).containsExactly("not done (may be a repeat)");
    assertThat(store.statuses()).containsOnly(Status.SENT);
    assertThat(emulator.calls().of("sendMessage")).hasSize(6);
  }

  @Test
  void whatWasSurelyNotDoneIsRepeatedUnmarked() {
    List<Chat> chats = people(2);
    emulator.faults().next(2, "sendMessage", Fault.Kind.BAD_GATEWAY);
    post("one", Urgency.NORMAL, chats);

    turnFor(Duration.ofSeconds(5));

    assertThat(chats).allSatisfy(chat -> assertThat(texts(chat)).containsExactly("one"));
    assertThat(emulator.calls().of("sendMessage")).hasSize(4);
  }

  @Test
  void anOutageLosesAndDoublesNothing() {
    List<Chat> chats = people(3);
    post("one", Urgency.NORMAL, chats);
    turnFor(Duration.ofSeconds(2));
    emulator.down();
    post("two", Urgency.NORMAL, chats);
    turnFor(Duration.ofMinutes(2));

    emulator.up();
    turnFor(Duration.ofSeconds(31));

    // The first to go met a connection that had died unseen, and cannot know what became of it.
    assertThat(chats)
        .allSatisfy(
            chat ->
                assertThat(texts(chat)).hasSize(2).element(1).isIn("two", "two (may be a repeat)"));
    assertThat(texts(chats.get(2))).containsExactly("one", "two");
    assertThat(store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void whoBlockedUsIsLeftInPeaceAndDelaysNobody() {
    List<Chat> chats = people(3);
    Person blocker = emulator.findPerson(chats.get(1).id()).orElseThrow();
    blocker.blocks();
    for (int i = 0; i < 4; i++) {
      post("n" + i, Urgency.NORMAL, chats);
    }

    turnFor(Duration.ofSeconds(10));

    assertThat(texts(chats.get(0))).hasSize(4);
    assertThat(texts(chats.get(2))).hasSize(4);
    assertThat(texts(chats.get(1))).isEmpty();
    assertThat(emulator.calls().of("sendMessage"))
        .filteredOn(call -> call.code() == 403)
        .hasSize(1);
    assertThat(store.statuses().stream().filter(status -> status == Status.GIVEN_UP)).hasSize(4);
  }

  @Test
  void aGroupThatMovedIsFollowed() {
    Person ada = emulator.person("Ada", null, null);
    Chat group = emulator.group("Ops", ada);
    Chat moved = group.migrate(ada);
    post("one", Urgency.NORMAL, List.of(group));

    turnFor(Duration.ofSeconds(5));

    assertThat(texts(moved)).containsExactly("one");
    assertThat(store.statuses()).containsOnly(Status.SENT);
    assertThat(emulator.calls().of("sendMessage"))
        .extracting(ApiCall::code)
        .containsExactly(400, 200);
  }

  private void turnFor(Duration time) {
    for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
      assertThat(outbox.turn()).isNotNull();
      assertThat(outbox.turn()).isNotNull();
      clock.advance(STEP);
    }
  }

  private List<Chat> people(int count) {
    List<Chat> chats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Person person = emulator.person("P" + i, null, null);
      person.privateChat().started(true);
      chats.add(person.privateChat());
    }
    return chats;
  }

  private void post(String subject, Urgency urgency, List<Chat> chats) {
    Fact fact = new Fact(new FactKey(subject, "stalled", 1), clock.instant(), urgency, Map.of());
    facts.add(fact);
    outbox.post(fact, chats.stream().map(chat -> ChatAddress.of(chat.id())).toList());
  }

  private static List<String> texts(Chat chat) {
    return chat.fromBot().stream().map(Message::text).toList();
  }

  private static TelegramEmulator emulator(Clock clock) {
    TelegramEmulator made = new TelegramEmulator(EmulatorConfig.inMemory(clock));
    made.start();
    return made;
  }

  private TelegramSender sender() {
    Secret token = emulator.config().token();
    TelegramConfig config = new TelegramConfig(token, emulator.apiUrl());
    return new TelegramSender(config, new BotAccount(config));
  }

  private Outbox outbox(Clock time, @Nullable Executor executor) {
    return new Outbox(
        new Outbox.Parts(
            new DirectTransactor(),
            store,
            sender,
            new CountingMint(),
            new Words(),
            new RecordedChanges(store),
            time,
            () -> -1L,
            new SimpleMeterRegistry()),
        OutboxPolicy.standard(),
        executor);
  }

  private static final class Words implements Renderer {
    @Override
    public Rendering render(Delivery delivery) {
      return new Rendering.Send(OutgoingMessage.of(OutboxFixture.text(delivery)), true);
    }

    @Override
    public void told(Delivery delivery, MessageRef message) {}
  }
}
