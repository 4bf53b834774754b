package drover.command;

import drover.access.User;
import drover.base.Managed;
import drover.base.ScheduledTask;
import drover.base.Threads;
import drover.chat.Intake;
import drover.chat.Menus;
import drover.order.Orders;
import drover.outbox.Renderer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The commands as one part of the program: takes in what people do, answers, carries out orders.
 * {@link #wake} it whenever something was taken in.
 */
public final class CommandService implements Managed {
  private static final int CHAT_THREADS = 6;
  private static final int KILL_THREADS = 3;

  /** The kinds of fact that {@link #orderRenderer} has words for. */
  public static final List<String> ORDER_KINDS = List.of(OrderMessages.KIND);

  private final Commands commands;
  private final Orders orders;
  private final OrderMessages orderMessages;
  private final Dispatcher dispatcher;
  private final Door door;
  private final ListMemory lists;
  private final ScheduledTask timeout;
  private final Runnable stopTimer;

  private CommandService(
      Commands commands,
      Orders orders,
      OrderMessages orderMessages,
      Dispatcher dispatcher,
      Door door,
      ListMemory lists,
      ScheduledTask timeout,
      Runnable stopTimer) {
    this.commands = commands;
    this.orders = orders;
    this.orderMessages = orderMessages;
    this.dispatcher = dispatcher;
    this.door = door;
    this.lists = lists;
    this.timeout = timeout;
    this.stopTimer = stopTimer;
  }

  public static CommandService assemble(CommandPorts ports) {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(Threads.named("press-timer"));
    Timer timer =
        (delay, action) -> {
          ScheduledFuture<?> ignored =
              scheduler.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        };
    return assemble(
        ports,
        timer,
        Dispatcher.Workers.threads(CHAT_THREADS, KILL_THREADS),
        () -> Threads.stop(scheduler, Duration.ofSeconds(1)));
  }

  /** With time and threads of the caller's choice. */
  static CommandService assemble(
      CommandPorts ports, Timer timer, Dispatcher.Workers workers, Runnable stopTimer) {
    Messenger messenger =
        new Messenger(ports.chat().answers(), ports.chat().mint(), ports.redactor());
    Desk desk =
        new Desk(
            ports.server().board(),
            ports.server().gateway(),
            ports.access(),
            new ListMemory(),
            ports.clock());
    OrderMessages orderMessages =
        new OrderMessages(
            new OrderMessages.Needs(
                messenger,
                ports.chat().notices(),
                ports.stores().orders(),
                ports.stores().subscriptions(),
                desk,
                ports.access()),
            ports.verifyTimeout());
    Orders orders = orders(ports, orderMessages);
    Commands commands = new Commands();
    register(commands, ports, desk, orders, messenger);
    Gate gate =
        new Gate(ports.access(), ports.stores().history(), ports.server().board(), ports.clock());
    Presses presses = new Presses(commands, gate, ports.chat().mint(), messenger, ports.clock());
    Reception reception =
        new Reception(
            commands,
            gate,
            new Reception.Kept(
                ports.stores().chats(),
                ports.stores().subscriptions(),
                ports.chat().reopened(),
                ports.stores().work()),
            presses,
            new Conversations(ports.stores().drafts()),
            messenger,
            ports.people().knocks());
    Dispatcher dispatcher =
        new Dispatcher(
            ports.chat().inbox(),
            ports.chat().mint(),
            commands,
            reception,
            new Dispatcher.Replies(messenger, timer, ports.clock()),
            workers);
    Door door =
        new Door(ports.chat().inbox(), ports.stores().transactor(), dispatcher, workers.patience());
    SpawnTimeout timeout =
        new SpawnTimeout(
            ports.stores().drafts(), new SpawnPages(desk.board()), messenger, ports.clock());
    return new CommandService(
        commands, orders, orderMessages, dispatcher, door, desk.lists(), timeout, stopTimer);
  }

  /** Orders first: what a crash left open is taken up before new ones come. */
  @Override
  public void start() {
    orders.start();
    dispatcher.start();
  }

  @Override
  public void stop() {
    dispatcher.stop();
    orders.stop();
    stopTimer.run();
  }

  /** Something new is in the inbox. Any thread; returns at once. */
  public void wake() {
    dispatcher.wake();
  }

  /** Shows among the counters how much is remembered of updates and of lists. */
  public void bindTo(MeterRegistry meters) {
    meters.gauge("drover.commands.in.flight", dispatcher, Dispatcher::inFlight);
    meters.gauge("drover.commands.lists.remembered", lists, ListMemory::size);
    FunctionCounter.builder("drover.commands.past.inbox", door, Door::answered).register(meters);
  }

  /** Where what people do comes in; afterwards {@link #wake}. */
  public Intake intake() {
    return door;
  }

  /** What ends conversations that nobody goes on with. */
  public ScheduledTask timeout() {
    return timeout;
  }

  /**
   * The commands for the chat service's menus.
   *
   * @param people everybody with a role
   */
  public Menus menus(List<User> people) {
    return commands.menus(people);
  }

  /** Finds the words for what orders came to. */
  public Renderer orderRenderer() {
    return orderMessages;
  }

  Commands commands() {
    return commands;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Orders orders() {
    return orders;
  }

  private static Orders orders(CommandPorts ports, OrderMessages messages) {
    return new Orders(
        new Orders.Needs(
            ports.server().gateway(),
            ports.server().board(),
            ports.stores().orders(),
            ports.stores().history(),
            ports.stores().transactor(),
            (order, successor) ->
                ports.care().incidents().respawned(order.life(), successor.value(), order.byName()),
            ports.server().lineages(),
            ports.clock()),
        messages,
        ports.verifyTimeout());
  }

  /** In the order of help and menu. */
  private static void register(
      Commands commands, CommandPorts ports, Desk desk, Orders orders, Messenger messenger) {
    ReferenceResolver resolver = new ReferenceResolver(desk.lists());
    Subject subject = new Subject(desk.board(), resolver);
    Cards cards = new Cards(desk, ports.server().lineages(), ports.care().incidents());
    CommandPorts.Stores stores = ports.stores();
    FilterReader filters = new FilterReader(resolver);
    commands.add(new AgentsCommand(desk, filters, ports.care().incidents()));
    commands.add(new AgentCommand(subject, cards));
    LogReader reader = new LogReader(desk.gateway());
    commands.add(new LogsCommand(desk, subject, reader, new LogFile(desk, ports.redactor())));
    commands.add(new MetricsCommand(desk, subject));
    HistoryFile file = new HistoryFile(stores.history(), ports.redactor());
    commands.add(
        new HistoryCommand(desk, subject, stores.history(), file, ports.server().lineages()));
    commands.add(new MissedCommand(desk, stores.chats(), stores.history(), stores.outages()));
    commands.add(new KillCommand(desk, subject, orders));
    commands.add(new KillAllCommand(desk, filters, orders));
    commands.add(new RespawnCommand(desk, subject, orders));
    PlanReader plans = new PlanReader(subject);
    SpawnPages pages = new SpawnPages(desk.board());
    commands.add(new SpawnCommand(desk, stores.drafts(), plans, pages, ports.chat().link()));
    commands.add(new SpawnStepCommand(desk, stores.drafts(), plans, pages, orders));
    commands.add(new SubscribeCommand(stores.subscriptions(), filters, ports.clock()));
    commands.add(new SubscriptionsCommand(stores.subscriptions(), desk));
    commands.add(new UnsubscribeCommand(stores.subscriptions(), desk));
    Silence silence =
        new Silence(stores.mutes(), ports.chat().release(), stores.transactor(), ports.clock());
    commands.add(new MuteCommand(silence, filters, desk));
    commands.add(new UnmuteCommand(silence, filters, desk));
    commands.add(new SettingsCommand(desk, stores, silence, ports.digests()));
    commands.add(new DigestCommand(ports.digests(), desk));
    commands.add(new ZoneCommand(ports.access(), stores.chats(), ports.digests(), ports.clock()));
    commands.add(new HealthCommand(ports.health(), desk));
    PeopleDesk people =
        new PeopleDesk(ports.people().roles(), ports.people().users(), stores.history(), desk);
    commands.add(new UsersCommand(people));
    commands.add(new GrantCommand(people));
    commands.add(new RevokeCommand(people));
    commands.add(
        new AuditCommand(people, subject, new AuditFile(stores.history(), ports.redactor())));
    commands.add(new KnockCommand(people, messenger));
    commands.add(new PairCommand(ports.people().pairing(), stores.history(), ports.clock()));
    commands.add(new WhoAmICommand());
    commands.add(new StartCommand(stores.chats(), stores.subscriptions()));
    commands.add(new HelpCommand(commands));
    CareDesk care = new CareDesk(ports.care().incidents(), desk, stores.history(), cards);
    commands.add(new AckCommand(care));
    commands.add(new SnoozeCommand(care));
    commands.add(new FalseAlarmCommand(care, ports.care().falseAlarms()));
    commands.add(new NoticesCommand(ports.chat().groups()));
  }
}
