package drover.command;

import drover.access.Access;
import drover.access.Knock;
import drover.access.Knocks;
import drover.access.Pairing;
import drover.access.Role;
import drover.access.Roles;
import drover.base.HealthCheck;
import drover.base.Redactor;
import drover.base.Secret;
import drover.chat.ChatAddress;
import drover.chat.ChatKind;
import drover.chat.Incoming;
import drover.chat.Menus;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.digest.DigestComposer;
import drover.digest.Digests;
import drover.incident.Incidents;
import drover.incident.Repeats;
import drover.order.Lineages;
import drover.outbox.GroupPages;
import drover.testing.DeskAnswers;
import drover.testing.DeskBoard;
import drover.testing.DeskGateway;
import drover.testing.DeskInbox;
import drover.testing.DeskMint;
import drover.testing.DeskOrders;
import drover.testing.DirectTransactor;
import drover.testing.MemoryChats;
import drover.testing.MemoryDigests;
import drover.testing.MemoryDrafts;
import drover.testing.MemoryFalseAlarms;
import drover.testing.MemoryHistory;
import drover.testing.MemoryIncidents;
import drover.testing.MemoryMutes;
import drover.testing.MemoryOutages;
import drover.testing.MemorySubscriptions;
import drover.testing.MemoryUsers;
import drover.testing.RecordedIncidentNews;
import drover.testing.RecordedNotices;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All commands on fakes, with hand-cranked threads and time. One thread. */
final class Stage {
  static final UserId ADMIN = new UserId(1);
  static final UserId OPERATOR = new UserId(2);
  static final UserId VIEWER = new UserId(3);
  static final UserId STRANGER = new UserId(9);
  static final ChatAddress PRIVATE = ChatAddress.of(1);
  static final ChatAddress GROUP = new ChatAddress(-100, 7);

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  final TestClock clock = TestClock.at(NOON.toString());
  final DeskBoard board = new DeskBoard(clock);
  final DeskGateway gateway = new DeskGateway();
  final DeskAnswers answers = new DeskAnswers();
  final DeskMint mint = new DeskMint(clock);
  final DeskInbox inbox = new DeskInbox();
  final DeskOrders orders = new DeskOrders();
  final MemoryDrafts drafts = new MemoryDrafts();
  final MemoryHistory history = new MemoryHistory();
  final MemorySubscriptions subscriptions = new MemorySubscriptions();
  final MemoryOutages outages = new MemoryOutages();
  final MemoryMutes mutes = new MemoryMutes();
  final MemoryChats chats = new MemoryChats();
  final MemoryUsers users = new MemoryUsers();
  final Access access = new Access(users, chats, clock);
  final Roles roles = new Roles(users, new DirectTransactor(), clock);
  final List<Knock> knocked = new ArrayList<>();
  final Knocks knocks = new Knocks(users, new DirectTransactor(), clock, knocked::add);
  final Pairing pairing = new Pairing(roles, new Random(7), clock);
  final RecordedNotices notices = new RecordedNotices();
  final MemoryDigests plans = new MemoryDigests();
  final Digests digests =
      new Digests(
          plans,
          new DigestComposer(
              board, history, access, new Redactor(List.of()), gateway::clockOffset, clock),
          new RecordedNotices(),
          new DirectTransactor(),
          clock);
  final MemoryIncidents incidentStore = new MemoryIncidents();
  final RecordedIncidentNews incidentNews = new RecordedIncidentNews();
  final Incidents incidents =
      new Incidents(
          incidentStore,
          incidentNews,
          new DirectTransactor(),
          Repeats.standard(Duration.ofMinutes(30)),
          clock);
  final MemoryFalseAlarms falseAlarms = new MemoryFalseAlarms();
  final CommandPorts.Care care = new CommandPorts.Care(incidents, falseAlarms);
  final List<HealthCheck> health = new ArrayList<>();
  final List<ChatAddress> released = new ArrayList<>();
  final List<ChatAddress> reopened = new ArrayList<>();
  final Map<Integer, OutgoingMessage> groupPages = new HashMap<>();
  final GroupPages groups = (message, page) -> Optional.ofNullable(groupPages.get(page));
  final List<Runnable> timers = new ArrayList<>();
  final List<Duration> delays = new ArrayList<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  boolean works = true;
  private CommandService service;
  private long updates;

  Stage() {
    users.grant(ADMIN, Role.ADMIN);
    users.grant(OPERATOR, Role.OPERATOR);
    users.grant(VIEWER, Role.VIEWER);
    service = assemble();
  }

  /** A new process on the same stores: the one before is gone, whatever it was doing. */
  void restart() {
    tasks.clear();
    timers.clear();
    service = assemble();
    service.orders().recover();
  }

  CommandService service() {
    return service;
  }

  /** Types as the admin, in private. */
  OutgoingMessage type(String text) {
    type(ADMIN, PRIVATE, text);
    return answers.last();
  }

  void type(@Nullable UserId by, ChatAddress chat, String text) {
    receive(typed(++updates, by, chat, text, clock.instant()));
  }

  /** Presses a button of the message that changed last, as the admin. */
  OutgoingMessage press(String label) {
    press(ADMIN, label);
    return answers.last();
  }

  void press(UserId by, String label) {
    pressToken(by, answers.lastRef(), DeskAnswers.token(answers.last(), label));
  }

  void pressToken(UserId by, MessageRef message, String token) {
    receive(pressed(by, message, token));
  }

  Incoming pressed(UserId by, MessageRef message, String token) {
    ++updates;
    return new Incoming(
        updates,
        Incoming.Kind.PRESSED,
        message.chat(),
        kind(message.chat()),
        sender(by),
        token,
        "press" + updates,
        message.message(),
        clock.instant(),
        true);
  }

  static Incoming typed(
      long update, @Nullable UserId by, ChatAddress chat, String text, Instant sentAt) {
    return new Incoming(
        update,
        Incoming.Kind.TYPED,
        chat,
        kind(chat),
        sender(by),
        text,
        null,
        update,
        sentAt,
        !chat.isGroup() || text.startsWith("/"));
  }

  /** The names of the commands that this person is offered in private. */
  List<String> menu(UserId person) {
    return service.menus(users.all()).people().getOrDefault(person, List.of()).stream()
        .map(Menus.Entry::command)
        .toList();
  }

  long nextUpdate() {
    return ++updates;
  }

  void receive(Incoming incoming) {
    int ignored = inbox.store(List.of(incoming));
    drain();
  }

  /** Takes in what waits, and runs all of it. */
  void drain() {
    Duration ignored = service.dispatcher().runOnce();
    runTasks();
  }

  void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** The next creation leaves, if it may. */
  void createOnce() {
    Duration ignored = service.orders().createOnce();
  }

  /** The watch looks once, after a while. */
  void watchAfter(Duration time) {
    clock.advance(time);
    Duration ignored = service.orders().watchOnce();
  }

  String html() {
    return answers.last().html();
  }

  private CommandService assemble() {
    Executor later = tasks::add;
    Timer timer =
        (delay, action) -> {
          delays.add(delay);
          timers.add(action);
        };
    return CommandService.assemble(
        new CommandPorts(
            new CommandPorts.Chat(
                inbox,
                mint,
                answers,
                notices,
                groups,
                released::add,
                reopened::add,
                word -> Optional.of("https://t.me/drover_bot?start=" + word)),
            new CommandPorts.Server(board, gateway, lineages()),
            new CommandPorts.Stores(
                chats,
                subscriptions,
                mutes,
                history,
                outages,
                orders,
                drafts,
                new DirectTransactor(),
                () -> works),
            care,
            access,
            new CommandPorts.People(roles, users, knocks, pairing),
            digests,
            health,
            new Redactor(List.of(new Secret("top-secret-key"))),
            Duration.ofSeconds(20),
            clock),
        timer,
        Dispatcher.Workers.on(later),
        () -> {});
  }

  private Lineages lineages() {
    Lineages lineages = new Lineages(orders, board);
    lineages.load();
    return lineages;
  }

  private static ChatKind kind(ChatAddress chat) {
    return chat.isGroup() ? ChatKind.SUPERGROUP : ChatKind.PRIVATE;
  }

  private static Incoming.Sender sender(@Nullable UserId by) {
    return new Incoming.Sender(by, by == null ? "The Group" : "User " + by, null, false);
  }
}
