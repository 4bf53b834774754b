package drover.app;

import drover.access.Access;
import drover.access.Knocks;
import drover.access.Pairing;
import drover.access.Role;
import drover.access.Roles;
import drover.access.Trouble;
import drover.base.HealthCheck;
import drover.base.Lifecycle;
import drover.base.Managed;
import drover.base.Redactor;
import drover.base.ScheduledTask;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.command.CommandPorts;
import drover.command.CommandService;
import drover.config.Config;
import drover.digest.DigestComposer;
import drover.digest.DigestRenderer;
import drover.digest.Digests;
import drover.history.HistoryCap;
import drover.history.HistoryRecorder;
import drover.history.Outages;
import drover.history.Retention;
import drover.history.Sampler;
import drover.incident.Incidents;
import drover.incident.Reminders;
import drover.incident.Repeats;
import drover.monitor.Monitor;
import drover.monitor.MonitorConfig;
import drover.monitor.MonitorPorts;
import drover.monitor.TokenLevels;
import drover.notify.AdminNotices;
import drover.notify.HushedRenderer;
import drover.notify.IncidentFacts;
import drover.notify.KnockNotices;
import drover.notify.NoticeRenderer;
import drover.notify.Notifier;
import drover.notify.ServerNotifier;
import drover.openclaw.OpenClawFeed;
import drover.openclaw.OpenClawGateway;
import drover.ops.Meters;
import drover.ops.OpsServer;
import drover.order.Lineages;
import drover.outbox.Outbox;
import drover.outbox.OutboxPolicy;
import drover.schedule.QuartzScheduler;
import drover.store.Database;
import drover.store.DatabaseException;
import drover.store.Stores;
import drover.subscription.Wishes;
import drover.telegram.BotAccount;
import drover.telegram.TelegramConfig;
import drover.telegram.TelegramPoller;
import drover.telegram.TelegramSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole bot: what it is made of, in the order in which it starts. */
public final class DroverApp implements Managed {
  private static final Logger log = LoggerFactory.getLogger(DroverApp.class);

  private final Lifecycle lifecycle;
  private @Nullable Welcome welcome;
  private volatile boolean ready;

  private DroverApp(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * Puts everything together; nothing runs or is opened before {@link #start}.
   *
   * @param clock its zone is the zone of chats that have not chosen one
   */
  public static DroverApp assemble(Config config, Clock clock) {
    Lifecycle lifecycle = new Lifecycle();
    DroverApp app = new DroverApp(lifecycle);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    Redactor redactor = new Redactor(config.secrets());
    Meters meters = new Meters();
    MeterRegistry registry = meters.registry();
    List<HealthCheck> health = new ArrayList<>();

    // What is kept.
    Database database = lifecycle.add(new Database(new Database.Config(config.dbUrl()), random));
    database.bindTo(registry);
    Stores stores = new Stores(database, clock, new SecureRandom());
    stores.bindTo(registry);
    RememberedUsers users = new RememberedUsers(stores.users(), stores.transactor());
    lifecycle.add(OnStart.of(users::load));
    RememberedChats chats = new RememberedChats(stores.chats(), stores.transactor());
    lifecycle.add(OnStart.of(chats::load));
    Access access = new Access(users, chats, clock);
    Roles roles = new Roles(users, stores.transactor(), clock);
    RoleChanges roleChanges = new RoleChanges(stores.history());
    app.welcome = new Welcome(roles, users, roleChanges, clock);
    lifecycle.add(
        OnStart.of(
            () ->
                roles.seed(
                    config.telegram().admins().stream().map(UserId::new).toList(),
                    roleChanges::byConfiguration)));
    Pairing pairing = new Pairing(roles, new SecureRandom(), clock);
    lifecycle.add(OnStart.of(() -> pairing.open().ifPresent(DroverApp::showPairingCode)));

    // The server.
    OpenClawGateway gateway =
        lifecycle.add(new OpenClawGateway(Adapters.openclaw(config), clock, random));
    gateway.bindTo(registry);
    OpenClawFeed feed =
        new OpenClawFeed(Adapters.openclaw(config), clock, random, gateway::forgetList);

    // The chats.
    TelegramConfig telegram = Adapters.telegram(config);
    BotAccount account = new BotAccount(telegram);
    TelegramSender sender = lifecycle.add(new TelegramSender(telegram, account));
    OpenTroubles troubles = new OpenTroubles(stores.troubles(), stores.transactor(), clock);
    lifecycle.add(OnStart.of(troubles::load));
    chats.onMoved(troubles::load);
    ChatBook chatBook = new ChatBook(chats, stores.outbox(), troubles, clock);
    chats.onRevived(chatBook::revived);
    RenderersByKind renderers = new RenderersByKind(chatBook::reached, redactor);
    Outbox outbox =
        lifecycle.add(
            new Outbox(
                new Outbox.Parts(
                    stores.transactor(),
                    stores.outbox(),
                    sender,
                    stores.tokens(),
                    renderers,
                    chatBook,
                    clock,
                    random,
                    registry),
                OutboxPolicy.standard()));
    chats.onRevived(outbox::unpark);
    chats.onMoved(outbox::lookAgain);
    AdminNotices admins = new AdminNotices(outbox, access, stores.users());
    renderers.add(admins, AdminNotices.KINDS);
    KnockNotices knockNotices = new KnockNotices(outbox, access);
    renderers.add(knockNotices, KnockNotices.KINDS);
    Knocks knocks = new Knocks(users, stores.transactor(), clock, knockNotices::tell);
    troubles.onOpened(admins::tell);
    chats.onLost(
        (chat, why) ->
            admins.tell(
                new Trouble(Trouble.Kind.CHAT_LOST, ChatAddress.of(chat), clock.instant(), why)));

    // What we believe, and who is told.
    IncidentFacts incidentFacts =
        new IncidentFacts(stores.incidents(), outbox, Adapters.escalationChat(config), clock);
    Incidents incidents =
        new Incidents(
            stores.incidents(),
            incidentFacts,
            stores.transactor(),
            Repeats.standard(config.escalation().after()),
            clock);
    Monitor monitor =
        lifecycle.add(
            new Monitor(
                MonitorConfig.of(
                    config.stall().threshold(),
                    new TokenLevels(config.tokensWarn()),
                    config.stall().sweep(),
                    config.openclaw().pollInterval()),
                new MonitorPorts(
                    gateway, stores.beliefs(), stores.stallPatience(), stores.transactor()),
                clock,
                random,
                registry));
    Lineages lineages = new Lineages(stores.orders(), monitor);
    lifecycle.add(OnStart.of(lineages::load));
    Wishes wishes =
        new Wishes(stores.subscriptions(), stores.mutes(), stores.chats(), access, lineages);
    Notifier notifier =
        new Notifier(
            stores.subscriptions(), incidents, outbox, wishes, gateway::clockOffset, redactor);
    monitor.listen(new HistoryRecorder(stores.history()));
    monitor.listen(notifier, notifier::plain);
    Outages outages = new Outages(stores.outages(), clock);
    monitor.listenForNews(outages);
    ServerNotifier serverNotifier =
        new ServerNotifier(stores.subscriptions(), incidents, outbox, wishes, redactor);
    monitor.listenForNews(serverNotifier, serverNotifier::plain);
    renderers.add(
        new NoticeRenderer(
            new NoticeRenderer.Reads(
                monitor,
                stores.subscriptions(),
                stores.history(),
                access,
                stores.endOrders(),
                wishes,
                gateway::capabilities),
            new NoticeRenderer.Care(stores.incidents(), incidents, incidentFacts),
            redactor,
            clock),
        NoticeRenderer.KINDS);
    DigestComposer composer =
        new DigestComposer(
            monitor, stores.history(), access, redactor, gateway::clockOffset, clock);
    Digests digests = new Digests(stores.digests(), composer, outbox, stores.transactor(), clock);
    renderers.add(
        new HushedRenderer(
            new DigestRenderer(
                composer,
                stores.digests(),
                access,
                stores.outbox()::find,
                stores.outbox()::wasTold,
                clock),
            wishes,
            clock),
        DigestRenderer.KINDS);

    // What people ask and order.
    CommandService commands =
        CommandService.assemble(
            new CommandPorts(
                new CommandPorts.Chat(
                    stores.inbox(),
                    stores.tokens(),
                    outbox,
                    outbox,
                    outbox,
                    outbox::release,
                    lane -> {
                      chatBook.reached(lane);
                      outbox.unpark(lane);
                    },
                    account),
                new CommandPorts.Server(monitor, gateway, lineages),
                new CommandPorts.Stores(
                    chats,
                    stores.subscriptions(),
                    stores.mutes(),
                    stores.history(),
                    stores.outages(),
                    stores.orders(),
                    stores.drafts(),
                    stores.transactor(),
                    database::isOpen),
                new CommandPorts.Care(
                    incidents,
                    new LongerSilence(
                        monitor,
                        monitor::bePatient,
                        monitor::falseAlarm,
                        stores.stallPatience(),
                        stores.transactor(),
                        config.stall().threshold())),
                access,
                new CommandPorts.People(roles, users, knocks, pairing),
                digests,
                health,
                redactor,
                config.killVerifyTimeout(),
                clock));
    commands.bindTo(registry);
    lifecycle.add(commands);
    renderers.add(commands.orderRenderer(), CommandService.ORDER_KINDS);
    Runnable menus = () -> sender.publishMenus(commands.menus(users.all()));
    lifecycle.add(OnStart.of(menus));
    roles.onChanged(who -> menus.run());
    chats.onRevived(chat -> menus.run()); // before somebody presses Start they can have none

    // From here on things happen: events, times, people.
    lifecycle.add(OnStart.of(outages::begin, outages::run));
    lifecycle.add(OnStart.of(() -> feed.open(monitor), feed::close));
    Retention retention =
        new Retention(stores.history(), config.historyKeep(), HistoryCap.usual(), registry, clock);
    List<ScheduledTask> tasks =
        List.of(
            monitor.sweep(),
            digests,
            new Reminders(incidents, Duration.ofSeconds(10)),
            outages,
            commands.timeout(),
            new Sampler(() -> monitor.snapshot().agents(), stores.history(), clock),
            retention,
            new Housekeeping(stores.inbox(), stores.tokens(), stores.outbox(), clock));
    QuartzScheduler scheduler =
        lifecycle.add(new QuartzScheduler(tasks, database.dataSource(), clock));
    database.onReopened(scheduler::restart);
    database.onReopened(monitor::databaseReopened);
    TelegramPoller poller =
        lifecycle.add(
            new TelegramPoller(
                new TelegramPoller.Parts(
                    telegram,
                    account,
                    commands.intake(),
                    commands::wake,
                    new RivalPoller(troubles, clock),
                    clock,
                    random,
                    registry)));

    health.addAll(
        List.of(
            account,
            poller.healthCheck(),
            sender.healthCheck(),
            gateway.health(),
            feed.health(),
            monitor.clockCheck(),
            database,
            database.room(),
            retention.healthCheck(),
            scheduler,
            outbox.healthCheck(),
            chatBook));
    lifecycle.add(new OpsServer(config.httpPort(), health, () -> app.ready, meters, redactor));
    return app;
  }

  /** The only place that ever names it. */
  private static void showPairingCode(String code) {
    log.warn(
        "Nobody is admin yet. To become it, write to the bot in private within {} min: /pair {}",
        Pairing.OPEN.toMinutes(),
        code);
  }

  /**
   * Starts everything. A Telegram or a server that does not answer is no reason not to: the bot
   * waits for both, and says so in {@code /health}.
   *
   * @throws StartupException when the database cannot be used
   */
  @Override
  public void start() {
    try {
      lifecycle.start();
    } catch (DatabaseException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
    ready = true;
    log.info("Drover is up");
  }

  /**
   * Gives a role to somebody whom the bot has never heard of, though no admin asked for it; once it
   * runs. For people who are made up.
   *
   * @param handle the @name without the sign
   */
  public void welcome(long user, String name, String handle, Role role) {
    if (!ready || welcome == null) {
      throw new IllegalStateException("the bot does not run");
    }
    welcome.give(new UserId(user), name, handle, role);
  }

  @Override
  public void stop() {
    if (ready) {
      log.info("Drover stops");
    }
    ready = false;
    lifecycle.stop();
  }
}
