package drover.monitor;

import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Purpose;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.Transition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of the board's thread: takes what came in, lists and reads when it is time, and shows
 * the result. {@link #post}, {@link #hear}, {@link #list} and {@link #snapshot} are for any thread.
 */
final class Watch implements Reads.Answers {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

  private final MonitorPorts ports;
  private final ServerTime time;
  private final Patience patience;
  private final Roster roster = new Roster();
  private final BeliefsTable table;
  private final Learning learning;
  private final Mind mind;
  private final Showcase showcase;
  private final FalseAlarms falseAlarms;
  private final Outage outage;
  private final Keeping keeping;
  private final Lists lists;
  private final Relist relist;
  private final Listing listing;
  private final Reads reads;
  private final ReadPlan plan;
  private final MeterRegistry meters;
  private final Counter heard;
  private final Counter overflowed;
  private final Intake intake = new Intake();
  private final ConcurrentLinkedQueue<Runnable> inputs = new ConcurrentLinkedQueue<>();
  private final Runnable wake;
  private volatile boolean awake;

  /** What a watch is made of beside its configuration. */
  record Parts(
      MonitorPorts ports,
      Committer committer,
      Clock clock,
      RandomGenerator random,
      MeterRegistry meters,
      Executor executor) {}

  /**
   * @param wake makes {@link #turn} be called soon
   */
  Watch(MonitorConfig config, Parts parts, Runnable wake) {
    this.ports = parts.ports();
    this.meters = parts.meters();
    this.wake = wake;
    this.time = new ServerTime(parts.clock(), ports.gateway()::clockOffset);
    this.patience = new Patience(config.stallThreshold());
    Reckoner reckoner = new Reckoner(patience, new Warnings(config.tokenLevels(), time), time);
    this.table = new BeliefsTable(ports);
    this.learning = new Learning(roster, reckoner, table, time);
    LastWords words = new LastWords(ports.gateway(), time, parts.executor(), this::post);
    Committer committer = parts.committer();
    Mind.Faculties faculties = new Mind.Faculties(reckoner, committer, time, parts.random(), words);
    this.mind = new Mind(faculties, roster, learning, this::suspect, this::countTold);
    this.showcase = new Showcase(roster, () -> mind.heldBack() > 0, config.snapshotEvery());
    this.falseAlarms = new FalseAlarms(roster, reckoner, patience, table);
    this.outage = new Outage(ports.store(), committer);
    Restarts restarts = new Restarts(roster, learning, ports.store(), committer);
    this.keeping = new Keeping(roster, table, config.forgetAfter(), this::suspect);
    this.relist = new Relist(config, time.ours());
    this.reads = new Reads(ports.gateway(), time, parts.executor(), this);
    this.plan = new ReadPlan(mind, roster, reads, config.sweepEvery());
    this.lists =
        new Lists(
            new Lists.Parts(mind, keeping, showcase, outage, restarts, relist, reads, plan), time);
    this.listing = new Listing(ports.gateway(), parts.executor(), this::post, lists);
    this.heard = meters.counter("drover.monitor.events");
    this.overflowed = meters.counter("drover.monitor.overflows");
  }

  /** Before the first turn, on the starting thread. */
  void begin() {
    learning.remember(ports.store());
    outage.remember();
    patience.remember(ports.patience().factors());
    meters.gauge("drover.monitor.agents", this, watch -> watch.snapshot().agents().size());
    publish(true);
  }

  /** After the last turn. */
  void end() {
    keeping.saveAll();
  }

  Board.Snapshot snapshot() {
    return showcase.snapshot();
  }

  /** Hands work to the board's thread. */
  void post(Runnable input) {
    inputs.add(input);
    wakeOnce();
  }

  void hear(SessionEvent event) {
    intake.put(event, time.ours());
    wakeOnce();
  }

  void connected() {
    post(() -> relist.connected(time.ours()));
  }

  void disconnected() {
    post(() -> relist.disconnected(time.ours()));
  }

  /** Judges everybody anew. */
  void sweep() {
    mind.sweep();
    plan.strangers(time.ours());
  }

  /** Believes a read and returns what it shows. The board's thread. */
  Agent apply(Fact.Whole read) {
    mind.apply(read);
    mind.introduce(read.session());
    Known agent = roster.find(read.session());
    if (agent != null) {
      agent.absence.refuted();
    }
    lists.read(read.session());
    publish(true);
    return mind.look(read);
  }

  /** The board's thread. */
  void hurryHeld() {
    mind.hurryHeld();
  }

  /** Agents of that name may be silent for longer. The board's thread. */
  void bePatient(String name, int factor) {
    patience.raise(name, factor);
  }

  /** Takes back the stall that a life is in, if it still is. The board's thread. */
  void falseAlarm(AgentLife life) {
    falseAlarms.takeBack(life);
    publish(true);
  }

  /** Lists for a purpose; calls that come meanwhile share the answer, which is on the board. */
  CompletableFuture<Board.Snapshot> list(Purpose purpose) {
    return listing.list(purpose);
  }

  /** One turn of the board's thread: a bounded piece of work, then the wait until the next. */
  Duration turn() {
    awake = false;
    for (Runnable input = inputs.poll(); input != null; input = inputs.poll()) {
      guarded(input);
    }
    int count = intake.drain(event -> guarded(() -> mind.apply(event)));
    heard.increment(count);
    Instant now = time.ours();
    if (intake.overflowed()) {
      overflowed.increment();
      relist.want(now);
    }
    mind.retryHeld();
    if (relist.take(now)) {
      CompletableFuture<Board.Snapshot> unused = list(Purpose.BACKGROUND);
    }
    reads.pump();
    publish(false);
    return untilNext(time.ours());
  }

  @Override
  public void read(Fact.Whole whole) {
    post(
        () -> {
          reads.done(whole.session());
          Agent unused = apply(whole);
        });
  }

  @Override
  public void failed(SessionId session, RuntimeException why) {
    post(
        () -> {
          reads.done(session);
          lists.notRead(session, why);
          plan.failed(session, why);
        });
  }

  private void suspect(SessionId session) {
    // A list that is on its way tells of strangers, and whether the server began anew.
    if (roster.find(session) != null || !relist.isCatchingUp()) {
      plan.want(session, time.ours());
    }
  }

  private void countTold(Transition transition) {
    meters
        .counter(
            "drover.monitor.transitions", "kind", transition.kind().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  private void publish(boolean atOnce) {
    showcase.publish(time.ours(), atOnce);
  }

  private Duration untilNext(Instant now) {
    Instant next = relist.due(now);
    next = earlier(next, mind.retryDue());
    next = earlier(next, reads.due());
    next = earlier(next, showcase.due());
    Duration wait = Duration.between(now, next);
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  /** One input that breaks must not take the others with it. */
  private static void guarded(Runnable input) {
    try {
      input.run();
    } catch (RuntimeException e) {
      log.error("The monitor could not digest an input", e);
    }
  }

  private void wakeOnce() {
    if (!awake) {
      awake = true;
      wake.run();
    }
  }
}
