package drover.proof;

import drover.access.Access;
import drover.access.Knocks;
import drover.access.Pairing;
import drover.access.Role;
import drover.access.Roles;
import drover.base.Redactor;
import drover.base.Secret;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.command.CommandPorts;
import drover.command.CommandService;
import drover.digest.DigestComposer;
import drover.digest.Digests;
import drover.emulator.EmulatorConfig;
import drover.emulator.TelegramEmulator;
import drover.incident.Incident;
import drover.incident.IncidentNews;
import drover.incident.Incidents;
import drover.incident.Repeats;
import drover.order.Lineages;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import drover.session.LogEntry;
import drover.session.SessionStatus;
import drover.store.Database;
import drover.store.Stores;
import drover.telegram.BotAccount;
import drover.telegram.PollListener;
import drover.telegram.TelegramConfig;
import drover.telegram.TelegramPoller;
import drover.testing.Agents;
import drover.testing.DeskBoard;
import drover.testing.DeskGateway;
import drover.testing.MemoryFalseAlarms;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * All that takes in what people do, as in the bot: the poller before an emulated Telegram, the
 * translator, the inbox, every command, every store on a file. Answers and orders stop at the edge,
 * where nothing makes them wait.
 */
final class FuzzHouse implements AutoCloseable {
  private static final int AGENTS = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TABLES =
      """
      SELECT table_name FROM information_schema.tables
      WHERE table_schema = 'PUBLIC' AND table_type = 'BASE TABLE'
      """;

  final TelegramEmulator telegram;
  final FuzzedAnswers answers = new FuzzedAnswers();
  final DeskGateway gateway = new DeskGateway();

  private final Clock clock = Clock.systemUTC();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DeskBoard board = new DeskBoard(clock);
  private final Database database;
  private final Stores stores;
  private final CommandService commands;
  private final TelegramPoller poller;
  private int generation;

  FuzzHouse(Path directory, Map<Long, Role> people) {
    telegram = new TelegramEmulator(EmulatorConfig.inMemory(clock).withLimits(false));
    telegram.start();
    database =
        new Database(
            new Database.Config("jdbc:h2:file:" + directory.resolve("fuzz").toAbsolutePath()),
            new Random(1));
    database.start();
    stores = new Stores(database, clock, new SecureRandom());
    people.forEach((id, role) -> stores.users().grant(new UserId(id), role, null));
    TelegramConfig config = new TelegramConfig(telegram.config().token(), telegram.apiUrl());
    BotAccount account = new BotAccount(config);
    commands = CommandService.assemble(ports(account));
    commands.bindTo(meters);
    poller =
        new TelegramPoller(
            new TelegramPoller.Parts(
                config,
                account,
                commands.intake(),
                commands::wake,
                new Indifferent(),
                clock,
                new Random(2),
                meters));
    for (int i = 0; i < 50; i++) {
      gateway.logLine(new LogEntry(clock.instant(), "info", "line " + i, Map.of()));
    }
    renewAgents();
    commands.start();
    poller.start();
  }

  /** Other agents of the same names, that nobody has ordered anything about. */
  void renewAgents() {
    generation++;
    for (int i = 0; i < AGENTS; i++) {
      board.remove("builder-%d-%d".formatted(generation - 1, i));
      SessionStatus status = i % 3 == 0 ? SessionStatus.FAILED : SessionStatus.WORKING;
      board.put(Agents.agent("builder-%d-%d".formatted(generation, i), "Builder " + i, status));
    }
  }

  /** Waits until all that was sent is taken in and handled. */
  void settle() {
    Awaitility.await("all is handled")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              commands.wake();
              return telegram.pendingUpdates() == 0
                  && stores.inbox().waiting(1).isEmpty()
                  && meters.get("drover.commands.in.flight").gauge().value() == 0;
            });
  }

  double counted(String name) {
    return meters.get(name).counter().count();
  }

  double remembered() {
    return meters.get("drover.commands.lists.remembered").gauge().value();
  }

  /** Who ever gave an order. */
  List<String> orderers() {
    return column("SELECT DISTINCT by_id FROM order_log");
  }

  long openOrders() {
    return Long.parseLong(column("SELECT COUNT(*) FROM order_log WHERE settled_at IS NULL").get(0));
  }

  /** How many rows each table has. */
  Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : column(TABLES)) {
      rows.put(table, Long.valueOf(column("SELECT COUNT(*) FROM \"" + table + "\"").get(0)));
    }
    return rows;
  }

  @Override
  public void close() {
    poller.stop();
    commands.stop();
    database.stop();
    telegram.stop();
  }

  private List<String> column(String query) {
    List<String> values = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  private CommandPorts ports(BotAccount account) {
    Notices notices = new NoNotices();
    Redactor redactor = new Redactor(List.of(new Secret("fuzzedSecret-1")));
    Access access = new Access(stores.users(), stores.chats(), clock);
    Roles roles = new Roles(stores.users(), stores.transactor(), clock);
    return new CommandPorts(
        new CommandPorts.Chat(
            stores.inbox(),
            stores.tokens(),
            answers,
            notices,
            (message, page) -> Optional.empty(),
            chat -> {},
            chat -> {},
            account),
        new CommandPorts.Server(board, gateway, new Lineages(stores.orders(), board)),
        new CommandPorts.Stores(
            stores.chats(),
            stores.subscriptions(),
            stores.mutes(),
            stores.history(),
            stores.outages(),
            stores.orders(),
            stores.drafts(),
            stores.transactor(),
            database::isOpen),
        new CommandPorts.Care(
            new Incidents(
                stores.incidents(),
                new NoNews(),
                stores.transactor(),
                Repeats.standard(Duration.ofMinutes(30)),
                clock),
            new MemoryFalseAlarms()),
        access,
        new CommandPorts.People(
            roles,
            stores.users(),
            new Knocks(stores.users(), stores.transactor(), clock, knock -> {}),
            new Pairing(roles, new SecureRandom(), clock)),
        new Digests(
            stores.digests(),
            new DigestComposer(
                board, stores.history(), access, redactor, gateway::clockOffset, clock),
            notices,
            stores.transactor(),
            clock),
        List.of(),
        redactor,
        Duration.ofMillis(200),
        clock);
  }

  private static final class Indifferent implements PollListener {
    @Override
    public void cutOff(String why) {}

    @Override
    public void polled() {}
  }

  private static final class NoNews implements IncidentNews {
    @Override
    public void changed(Incident incident) {}

    @Override
    public void again(Incident incident) {}

    @Override
    public void escalated(Incident incident) {}

    @Override
    public boolean canEscalate() {
      return false;
    }
  }

  /** Nobody is told: the server never reports anything. */
  private static final class NoNotices implements Notices {
    @Override
    public void post(Fact fact, Collection<ChatAddress> chats) {}

    @Override
    public void withdraw(FactKey fact, ChatAddress chat) {}
  }
}
