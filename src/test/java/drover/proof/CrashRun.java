package drover.proof;

import drover.emulator.Chat;
import drover.emulator.Fault;
import drover.simulator.AgentView;
import drover.simulator.ApiCall;
import drover.simulator.Misbehavior;
import drover.simulator.SimulatorConfig;
import drover.story.Child;
import drover.story.House;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One house in whose storm the bot dies again and again. */
final class CrashRun {
  private static final Duration LATENCY = Duration.ofMillis(120);
  private static final Duration TO_WRITE_DOWN = Duration.ofMillis(300);
  private static final Duration TO_REACH = Duration.ofSeconds(20);
  private static final Duration TO_TELL_ALL = Duration.ofMinutes(15);
  private static final int PEOPLE = 4;
  private static final int GROUPS = 1;
  private static final int BURST = 6;

  private final Path directory;
  private final List<Life> lives;
  private final RandomGenerator random;
  private final List<Integer> inFlight = new ArrayList<>();
  private final List<KillPoint> reached = new ArrayList<>();

  /** How long the bot lives once it listens, and where it dies then. */
  record Life(KillPoint end, Duration lasts) {}

  /**
   * What came of it.
   *
   * @param due ends on the server, once for each chat
   * @param lost of those, never told
   * @param repeats messages that tell again what an earlier one told
   * @param unmarked ends told again without the word that it may be a repeat
   * @param marked messages that say so, whether there was an earlier one or not
   * @param inFlight calls that Telegram had and whose answers the process had not, when it died
   * @param lanes chats, once for each kill: each may have one send in flight
   * @param repeatedOrders orders that reached the server oftener than they were confirmed
   * @param reached where it died, of each kill that came where it was meant to
   */
  record Outcome(
      int kills,
      int due,
      int lost,
      int repeats,
      int unmarked,
      int marked,
      int inFlight,
      int lanes,
      int orders,
      int repeatedOrders,
      List<KillPoint> reached) {
    static Outcome none() {
      return new Outcome(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    Outcome plus(Outcome other) {
      return new Outcome(
          kills + other.kills,
          due + other.due,
          lost + other.lost,
          repeats + other.repeats,
          unmarked + other.unmarked,
          marked + other.marked,
          inFlight + other.inFlight,
          lanes + other.lanes,
          orders + other.orders,
          repeatedOrders + other.repeatedOrders,
          Stream.concat(reached.stream(), other.reached.stream()).toList());
    }
  }

  CrashRun(Path directory, List<Life> lives, RandomGenerator random) {
    this.directory = directory;
    this.lives = lives;
    this.random = random;
  }

  Outcome run() {
    SimulatorConfig server = SimulatorConfig.quiet().withKillDelay(Duration.ofSeconds(1));
    try (House house = House.empty(directory, server, "telegram.admins", Crowd.admins(PEOPLE))) {
      Crowd crowd = new Crowd(house, PEOPLE, GROUPS);
      Storm storm = new Storm(house, random, BURST);
      try (Child first = Child.botOf(house, directory)) {
        crowd.subscribe();
        house.awaitKnown();
        storm.start();
        live(house, storm, first, lives.get(0));
      }
      for (Life life : lives.subList(1, lives.size())) {
        try (Child next = born(house, life)) {
          live(house, storm, next, life);
        }
      }
      storm.stop();
      calm(house);
      try (Child last = Child.botOf(house, directory)) {
        settle(house, storm, crowd);
        last.killHard();
      }
      return outcome(house, storm, crowd.chats());
    }
  }

  private Child born(House house, Life life) {
    if (life.end() != KillPoint.WHILE_STARTING) {
      return Child.botOf(house, directory);
    }
    Path file = Child.configuration(directory, house.configuration());
    return Child.ofClasses(directory, "run", "--config", file.toString());
  }

  private void live(House house, Storm storm, Child bot, Life life) {
    Duration slowest = LATENCY;
    house.telegram().faults().latency(Duration.ofMillis(10), slowest);
    Pause.of(life.lasts());
    boolean there =
        switch (life.end()) {
          case ANYWHERE -> {
            Pause.of(upTo(1500));
            yield true;
          }
          case AT_A_FRAME -> {
            boolean heard = house.server().streams() > 0;
            storm.burst();
            Pause.of(upTo(40));
            yield heard;
          }
          case BEFORE_A_SEND_IS_DONE -> {
            house.telegram().faults().next(1, "sendMessage", Fault.Kind.HANG);
            storm.burst();
            yield reach("a send hangs", () -> house.telegram().faults().hanging() > 0);
          }
          case AFTER_A_SEND_IS_DONE -> {
            slowest = Duration.ofMillis(500);
            house.telegram().faults().latency(Duration.ofMillis(400), slowest);
            long before = sends(house, Instant.EPOCH);
            storm.burst();
            yield reach("something is sent", () -> sends(house, Instant.EPOCH) > before);
          }
          case AT_AN_UPDATE -> {
            boolean polled = reach("it polls", house.telegram()::isPolled);
            storm.order();
            storm.press();
            Pause.of(upTo(60));
            yield polled;
          }
          case BEFORE_A_KILL_IS_DONE ->
              provoke(house, storm, Storm.Kind.KILL, ApiCall.KILL, Misbehavior.hang());
          case AFTER_A_KILL_IS_DONE ->
              provoke(house, storm, Storm.Kind.KILL, ApiCall.KILL, Misbehavior.hangAfterWork());
          case BEFORE_A_RESPAWN_IS_DONE ->
              provoke(house, storm, Storm.Kind.RESPAWN, ApiCall.RESPAWN, Misbehavior.hang());
          case AFTER_A_RESPAWN_IS_DONE ->
              provoke(
                  house, storm, Storm.Kind.RESPAWN, ApiCall.RESPAWN, Misbehavior.hangAfterWork());
          case BEFORE_A_CREATION_IS_DONE ->
              provoke(house, storm, Storm.Kind.CREATE, ApiCall.CREATE, Misbehavior.hang());
          case AFTER_A_CREATION_IS_DONE ->
              provoke(house, storm, Storm.Kind.CREATE, ApiCall.CREATE, Misbehavior.hangAfterWork());
          case AT_A_LIST -> {
            long before = house.server().counters().requests(ApiCall.LIST);
            house.server().cutStream();
            storm.burst();
            boolean listed =
                reach("a list", () -> house.server().counters().requests(ApiCall.LIST) > before);
            Pause.of(upTo(30));
            yield listed;
          }
          case WHILE_STARTING -> {
            Pause.of(upTo(2000));
            yield !bot.output().contains("Drover is up");
          }
          case WHILE_STOPPING -> {
            storm.burst();
            Pause.of(upTo(100));
            bot.terminate();
            Pause.of(upTo(300));
            yield ProcessHandle.of(bot.pid()).isPresent();
          }
        };
    if (there) {
      reached.add(life.end());
    }
    int hanging = house.telegram().faults().hanging();
    Instant since = Instant.now().minus(slowest).minus(TO_WRITE_DOWN);
    bot.killHard();
    // What the process had written to its sockets still arrives.
    Pause.of(TO_WRITE_DOWN);
    inFlight.add(hanging + (int) sends(house, since));
    house.telegram().faults().release();
    house.server().faults().clear();
    house.server().releaseHanging();
  }

  /** Orders, and waits until it reaches the server. */
  private static boolean provoke(
      House house, Storm storm, Storm.Kind kind, ApiCall call, Misbehavior misbehavior) {
    long before = house.server().counters().requests(call);
    house.server().faults().next(call, 1, misbehavior);
    storm.order(kind);
    return reach(call + " is ordered", () -> house.server().counters().requests(call) > before);
  }

  private static void calm(House house) {
    house.telegram().faults().clear();
    house.server().faults().clear();
    house.server().releaseHanging();
  }

  /** Waits until everything is told, or until nothing more comes. */
  private static void settle(House house, Storm storm, Crowd crowd) {
    List<String> due = storm.ended();
    try {
      Awaitility.await()
          .atMost(TO_TELL_ALL)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                boolean more = crowd.turnPages();
                return !more
                    && crowd.chats().stream().allMatch(c -> Books.of(c).untold(due).isEmpty());
              });
    } catch (ConditionTimeoutException e) {
      return;
    }
    house.awaitQuiet(house.chat());
  }

  private Outcome outcome(House house, Storm storm, List<Chat> chats) {
    List<String> ends = storm.ended();
    int lost = 0;
    int repeats = 0;
    int unmarked = 0;
    int marked = 0;
    for (Chat chat : chats) {
      Books books = Books.of(chat);
      lost += books.untold(ends).size();
      repeats += books.repeats(ends);
      List<String> twice = books.toldTwice(ends);
      unmarked += twice.size();
      marked += house.telling(chat, Books.REPEAT).size();
    }
    Map<String, Integer> presses = storm.presses();
    int respawns = repeatedRespawns(house, storm, presses);
    int kills = repeatedKills(house, storm, presses);
    int creations = repeatedCreations(house, presses);
    new Figures("crash-orders-" + directory.getFileName())
        .add(
            "%d respawns, %d kills and %d creations too many, %d calls of kill, %d of create;"
                + " confirmed: %s",
            respawns,
            kills,
            creations,
            house.server().counters().requests(ApiCall.KILL),
            house.server().counters().requests(ApiCall.CREATE),
            presses);
    return new Outcome(
        lives.size(),
        ends.size() * chats.size(),
        lost,
        repeats,
        unmarked,
        marked,
        inFlight.stream().mapToInt(Integer::intValue).sum(),
        lives.size() * chats.size(),
        presses.values().stream().mapToInt(Integer::intValue).sum(),
        respawns + kills + creations,
        List.copyOf(reached));
  }

  private static int repeatedRespawns(House house, Storm storm, Map<String, Integer> presses) {
    List<AgentView> all = house.server().world().agents();
    int repeated = 0;
    for (Map.Entry<String, Integer> one : presses.entrySet()) {
      String id = storm.idOf(one.getKey());
      long successors =
          all.stream().filter(a -> id.equals(a.metadata().get("respawnedFrom"))).count();
      repeated += (int) Math.max(0, successors - one.getValue());
    }
    return repeated;
  }

  private static int repeatedCreations(House house, Map<String, Integer> presses) {
    Map<String, Long> made =
        house.server().world().agents().stream()
            .filter(agent -> agent.task().equals(Storm.CREATED))
            .collect(Collectors.groupingBy(AgentView::name, Collectors.counting()));
    return made.entrySet().stream()
        .mapToInt(one -> (int) Math.max(0, one.getValue() - presses.getOrDefault(one.getKey(), 0)))
        .sum();
  }

  /** A kill that the server took: its log of the agent tells each. */
  private static int repeatedKills(House house, Storm storm, Map<String, Integer> presses) {
    int repeated = 0;
    for (Map.Entry<String, Integer> one : presses.entrySet()) {
      String id = storm.idOf(one.getKey());
      if (id.isEmpty()) {
        continue; // it was to be created, and is nobody's to kill
      }
      long taken =
          house.server().world().logs(id).stream()
              .filter(line -> line.message().startsWith("Termination requested"))
              .count();
      repeated += (int) Math.max(0, taken - one.getValue());
    }
    return repeated;
  }

  private static long sends(House house, Instant since) {
    return Stream.of("sendMessage", "editMessageText")
        .flatMap(method -> house.telegram().calls().of(method).stream())
        .filter(call -> call.code() == 200 && !call.at().isBefore(since))
        .count();
  }

  private Duration upTo(int millis) {
    return Duration.ofMillis(random.nextInt(millis));
  }

  /** Not reached in time is no failure: the process then dies at just any point. */
  private static boolean reach(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(TO_REACH)
          .pollInterval(Duration.ofMillis(5))
          .pollDelay(Duration.ZERO)
          .until(condition);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }
}
