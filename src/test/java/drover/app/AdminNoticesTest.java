package drover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import drover.access.Access;
import drover.access.Role;
import drover.access.Trouble;
import drover.base.HealthCheck.State;
import drover.base.Redactor;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.emulator.Chat;
import drover.emulator.EmulatorConfig;
import drover.emulator.Fault;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Standing;
import drover.emulator.TelegramEmulator;
import drover.emulator.Topic;
import drover.notify.AdminNotices;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Outbox;
import drover.outbox.OutboxPolicy;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.store.Database;
import drover.store.Stores;
import drover.telegram.BotAccount;
import drover.telegram.TelegramConfig;
import drover.telegram.TelegramSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What admins are told when others cannot be, through the real client and a real database. */
@Timeout(60)
class AdminNoticesTest {
  private static final String LOST = "Lost a chat";
  private static final String FORBIDDEN = "I may not write";
  private static final String WAIT = "Telegram has me wait";
  private static final String GONE = "A topic is gone";

  private final Clock clock = Clock.systemUTC();
  private final TelegramEmulator emulator = new TelegramEmulator(EmulatorConfig.inMemory(clock));
  private final Database database =
      new Database(new Database.Config("jdbc:h2:mem:" + UUID.randomUUID()), new Random(1));
  private final Stores stores = new Stores(database, clock, new SecureRandom());
  private final Person ada = emulator.person(1001, "Ada", null, null);
  private final Person bob = emulator.person(1002, "Bob", null, null);
  private final Person cleo = emulator.person(1003, "Cleo", null, null);
  private Run run;
  private int facts;

  @BeforeEach
  void open() {
    emulator.start();
    database.start();
    for (Person person : List.of(ada, bob, cleo)) {
      person.privateChat().started(true);
    }
    stores.users().grant(new UserId(ada.id()), Role.ADMIN);
    stores.users().grant(new UserId(bob.id()), Role.ADMIN);
    stores.users().grant(new UserId(cleo.id()), Role.VIEWER);
    stores.users().seen(new UserId(bob.id()), "Bob B.", "bob", clock.instant());
    run = new Run();
  }

  @AfterEach
  void close() {
    run.stop();
    database.stop();
    emulator.stop();
    assertThat(emulator.calls().violations()).isEmpty();
  }

  @Test
  void allHearOnceOfAGroupThatThrewTheBotOut() {
    Chat group = emulator.supergroup("Ops", false, ada);
    ada.removesBot(group);
    tell(ChatAddress.of(group.id()));
    tell(ChatAddress.of(group.id()));
    awaitTold(ada, LOST, 1);
    run.stop();
    run = new Run();
    tell(ChatAddress.of(group.id()));
    awaitRefusals(group, 2);
    tellEverybody();

    assertThat(told(ada, LOST)).hasSize(1);
    assertThat(told(bob, LOST)).hasSize(1);
    assertThat(told(ada, LOST).get(0).text())
        .contains(Long.toString(group.id()), "bot was kicked from the supergroup chat");
    assertThat(told(cleo, LOST)).isEmpty();
  }

  @Test
  void anAdminWhoBlockedTheBotIsToldOfByTheOthers() {
    bob.blocks();
    tell(ChatAddress.of(bob.id()));
    awaitTold(ada, LOST, 1);

    assertThat(told(ada, LOST).get(0).text()).contains("Bob B.", "blocked by the user");
    assertThat(told(bob, LOST)).isEmpty();
  }

  @Test
  void aChatLostAgainAfterItCameBackIsToldAgain() {
    cleo.blocks();
    tell(ChatAddress.of(cleo.id()));
    awaitTold(ada, LOST, 1);
    cleo.unblocks();
    assertThat(run.chats.revive(cleo.id())).isTrue();
    cleo.blocks();
    tell(ChatAddress.of(cleo.id()));

    awaitTold(ada, LOST, 2);
  }

  @Test
  void missingRightsAreToldOnceUntilTheyWereThereAgain() {
    Chat group = emulator.supergroup("Ops", false, ada);
    ChatAddress lane = ChatAddress.of(group.id());
    group.botBecomes(Standing.RESTRICTED, ada);
    tell(lane);
    awaitTold(ada, FORBIDDEN, 1);
    run.stop();
    run = new Run();
    tell(lane);
    awaitRefusals(group, 2);
    tellEverybody();
    assertThat(told(ada, FORBIDDEN)).hasSize(1);
    assertThat(run.book.check().text()).contains("No right to write: " + group.id());

    group.botBecomes(Standing.ADMINISTRATOR, ada);
    run.outbox.unpark(group.id());
    until(() -> group.fromBot().size() == 2);
    until(() -> run.book.check().state() == State.OK);
    group.botBecomes(Standing.RESTRICTED, ada);
    tell(lane);

    awaitTold(ada, FORBIDDEN, 2);
  }

  @Test
  void aClosedTopicIsNotTakenForOpenBecauseAnotherIs() {
    Chat forum = emulator.supergroup("Ops", true, ada);
    Topic closed = forum.createTopic(ada, "Closed");
    forum.closeTopic(ada, closed.id());
    ChatAddress lane = new ChatAddress(forum.id(), (int) closed.id());
    tell(lane);
    awaitTold(ada, FORBIDDEN, 1);

    tell(ChatAddress.of(forum.id()));
    until(() -> forum.fromBot().size() == 1);
    run.outbox.unpark(forum.id());
    awaitRefusals(forum, 2);
    tellEverybody();

    assertThat(told(ada, FORBIDDEN)).hasSize(1);
    assertThat(run.book.check().text()).contains(forum.id() + " topic " + closed.id());
  }

  @Test
  void aTopicThatIsGoneIsToldOnceAndItsNoticesGoToTheChat() {
    Chat forum = emulator.supergroup("Ops", true, ada);
    Topic gone = forum.createTopic(ada, "Gone");
    forum.deleteTopic(gone.id());
    ChatAddress lane = new ChatAddress(forum.id(), (int) gone.id());
    tell(lane);
    awaitTold(ada, GONE, 1);
    run.stop();
    run = new Run();
    tell(lane);
    until(() -> forum.fromBot().size() == 2);
    tellEverybody();

    assertThat(told(ada, GONE)).hasSize(1);
    assertThat(forum.fromBot()).extracting(Message::topic).containsOnlyNulls();
    assertThat(run.book.check().state()).isEqualTo(State.DEGRADED);
  }

  @Test
  void whatIsRolledBackIsNotTold() {
    assertThatThrownBy(
            () ->
                stores
                    .transactor()
                    .run(
                        () -> {
                          run.book.noRights(ChatAddress.of(-5), "no");
                          run.book.chatGone(-6, "no");
                          throw new IllegalStateException("half done");
                        }))
        .isInstanceOf(IllegalStateException.class);
    tellEverybody();
    assertThat(ada.privateChat().fromBot()).hasSize(1);

    run.book.noRights(ChatAddress.of(-5), "no");
    awaitTold(ada, FORBIDDEN, 1);
  }

  @Test
  void aLongWaitThatTelegramAskedForIsToldOnceAndAShortOneNever() {
    emulator.faults().nextTo(cleo.privateChat(), 1, "sendMessage", Fault.tooManyRequests(7_500));
    tell(ChatAddress.of(cleo.id()));
    awaitTold(ada, WAIT, 1);
    run.book.madeToWait(ChatAddress.of(-5), Duration.ofMinutes(10));
    tell(ChatAddress.of(ada.id()));
    awaitTold(ada, "notice 2", 1);
    awaitTold(bob, WAIT, 1);
    run.book.madeToWait(ChatAddress.of(-6), Duration.ofMinutes(10));
    tell(ChatAddress.of(ada.id()));
    awaitTold(ada, "notice 3", 1);

    assertThat(told(ada, WAIT)).hasSize(1);
    assertThat(told(ada, WAIT).get(0).text()).contains("a pause of 2 h 5 min", "none is lost");
    assertThat(run.troubles.isOpen(Trouble.Kind.MADE_TO_WAIT, Trouble.NOWHERE)).isTrue();
    // A new life does not know until when; the first that arrives ends it.
    run.stop();
    run = new Run();
    run.book.reached(ChatAddress.of(-7));
    assertThat(run.troubles.isOpen(Trouble.Kind.MADE_TO_WAIT, Trouble.NOWHERE)).isFalse();
    run.book.madeToWait(ChatAddress.of(-5), Duration.ofMinutes(5));
    assertThat(run.troubles.isOpen(Trouble.Kind.MADE_TO_WAIT, Trouble.NOWHERE)).isFalse();
  }

  @Test
  void aGroupThatMovedTakesNoTroubleAlong() {
    run.book.noRights(ChatAddress.of(-5), "not enough rights");
    awaitTold(ada, FORBIDDEN, 1);

    run.book.migrated(-5, -1_005);

    assertThat(run.book.check().state()).isEqualTo(State.OK);
    assertThat(stores.troubles().all()).isEmpty();
  }

  /** Waits until a notice to each person arrived: what was to be told before it was told. */
  private void tellEverybody() {
    int before = facts;
    for (Person person : List.of(ada, bob, cleo)) {
      tell(ChatAddress.of(person.id()));
    }
    for (int i = 1; i <= 3; i++) {
      String last = "notice " + (before + i);
      Person person = List.of(ada, bob, cleo).get(i - 1);
      until(() -> !told(person, last).isEmpty());
    }
  }

  private void tell(ChatAddress chat) {
    FactKey key = new FactKey("notice " + ++facts, "word", 0);
    run.outbox.post(new Fact(key, clock.instant(), Fact.Urgency.NORMAL, Map.of()), List.of(chat));
  }

  private void awaitTold(Person person, String words, int times) {
    until(() -> told(person, words).size() == times);
  }

  private void awaitRefusals(Chat chat, int times) {
    until(
        () ->
            emulator.calls().of("sendMessage").stream()
                    .filter(call -> call.code() == 400 || call.code() == 403)
                    .filter(call -> call.parameters().path("chat_id").asLong() == chat.id())
                    .count()
                == times);
  }

  private static List<Message> told(Person person, String words) {
    return person.privateChat().fromBot().stream()
        .filter(message -> message.text().contains(words))
        .toList();
  }

  private static void until(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(25)).until(condition);
  }

  /** One life of the process, wired as the program is. */
  private final class Run {
    final RememberedChats chats = new RememberedChats(stores.chats(), stores.transactor());
    final OpenTroubles troubles = new OpenTroubles(stores.troubles(), stores.transactor(), clock);
    final ChatBook book = new ChatBook(chats, stores.outbox(), troubles, clock);
    final TelegramSender sender;
    final Outbox outbox;

    Run() {
      TelegramConfig config = new TelegramConfig(emulator.config().token(), emulator.apiUrl());
      sender = new TelegramSender(config, new BotAccount(config));
      RenderersByKind renderers = new RenderersByKind(book::reached, new Redactor(List.of()));
      renderers.add(new Words(), List.of("word"));
      outbox =
          new Outbox(
              new Outbox.Parts(
                  stores.transactor(),
                  stores.outbox(),
                  sender,
                  stores.tokens(),
                  renderers,
                  book,
                  clock,
                  new Random(1),
                  new SimpleMeterRegistry()),
              OutboxPolicy.standard());
      AdminNotices admins =
          new AdminNotices(
              outbox, new Access(stores.users(), stores.chats(), clock), stores.users());
      renderers.add(admins, AdminNotices.KINDS);
      troubles.onOpened(admins::tell);
      chats.onLost(
          (chat, why) ->
              admins.tell(
                  new Trouble(Trouble.Kind.CHAT_LOST, ChatAddress.of(chat), clock.instant(), why)));
      chats.onRevived(book::revived);
      chats.onMoved(troubles::load);
      chats.load();
      troubles.load();
      outbox.start();
    }

    void stop() {
      outbox.stop();
      sender.stop();
    }
  }

  private static final class Words implements Renderer {
    @Override
    public Rendering render(Delivery delivery) {
      return new Rendering.Send(OutgoingMessage.of(delivery.fact().key().subject()));
    }

    @Override
    public void told(Delivery delivery, MessageRef message) {}
  }
}
