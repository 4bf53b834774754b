package drover.monitor;

import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.Transition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
final class Watch implements Reads.Answers, Listing.Answers {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

  private final MonitorConfig config;
  private final MonitorPorts ports;
  private final ServerTime time;
  private final Reckoner reckoner;
  private final Patience patience;
  private final Roster roster = new Roster();
  private final BeliefsTable table;
  private final Learning learning;
  private final Mind mind;
  private final Outage outage;
  private final Restarts restarts;
  private final Keeping keeping;
  private final Relist relist;
  private final Listing listing;
  private final Reads reads;
  private final ReadPlan plan;
  private final MeterRegistry meters;
  private final Counter heard;
  private final Intake intake = new Intake();
  private final ConcurrentLinkedQueue<Runnable> inputs = new ConcurrentLinkedQueue<>();
  private final Runnable wake;
  private volatile Board.Snapshot snapshot;
  private volatile boolean awake;
  private Instant published = Instant.MIN;
  private @Nullable Instant listedAt;
  private @Nullable String trouble;

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
    this.config = config;
    this.ports = parts.ports();
    this.meters = parts.meters();
    this.wake = wake;
    this.time = new ServerTime(parts.clock(), ports.gateway()::clockOffset);
    this.patience = new Patience(config.stallThreshold());
    this.reckoner = new Reckoner(patience, new Warnings(config.tokenLevels(), time), time);
    this.table = new BeliefsTable(ports);
    this.learning = new Learning(roster, reckoner, table, time);
    LastWords words = new LastWords(ports.gateway(), time, parts.executor(), this::post);
    Committer committer = parts.committer();
    Mind.Faculties faculties = new Mind.Faculties(reckoner, committer, time, parts.random(), words);
    this.mind = new Mind(faculties, roster, learning, this::suspect, this::countTold);
    this.outage = new Outage(ports.store(), committer);
    this.restarts = new Restarts(roster, learning, ports.store(), committer);
    this.keeping = new Keeping(roster, table, config.forgetAfter(), this::suspect);
    this.relist = new Relist(config, time.ours());
    this.listing = new Listing(ports.gateway(), parts.executor(), this::post, this);
    this.reads = new Reads(ports.gateway(), time, parts.executor(), this);
    this.plan = new ReadPlan(mind, roster, reads, config.sweepEvery());
    this.heard = meters.counter("drover.monitor.events");
    this.snapshot = new Board.Snapshot(List.of(), null, null);
  }

  /** Before the first turn, on the starting thread. */
  void begin() {
    learning.remember(ports.store());
    outage.remember();
    patience.remember(ports.patience().factors());
    meters.gauge("drover.monitor.agents", this, watch -> watch.snapshot.agents().size());
    publish(true);
  }

  /** After the last turn. */
  void end() {
    keeping.saveAll();
    patience.save(table);
  }

  Board.Snapshot snapshot() {
    return snapshot;
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
    if (restarts.isWitness(read.session())) {
      takeWaiting(restarts.refuted());
    }
    publish(true);
    return mind.look(read);
  }

  /** Takes back the stall that a life is in, if it still is. The board's thread. */
  void falseAlarm(AgentLife life) {
    Known agent = roster.find(life.session());
    boolean stalls =
        agent != null
            && agent.belief.agent().life().equals(life)
            && agent.belief.isLiving()
            && agent.belief.stalls().since() != null;
    if (agent == null || !stalls) {
      return;
    }
    String name = agent.belief.agent().session().name();
    patience.grow(name);
    agent.belief = reckoner.excuse(agent.belief);
    agent.unsaved = true;
    roster.change();
    patience.save(table);
    if (table.save(List.of(agent.belief))) {
      agent.unsaved = false;
    }
    publish(true);
    log.info(
        "A false alarm: {} may be silent for {}",
        life,
        patience.of(agent.belief.agent().session()));
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
          if (restarts.isWitness(session)) {
            witnessFailed(why);
          }
          plan.failed(session, why);
        });
  }

  @Override
  public void listed(SessionList list) {
    Instant now = time.ours();
    relist.answered(list.askedAt(), now);
    SessionId witness = restarts.witness(list, now);
    if (witness == null) {
      take(list, now);
    } else {
      boolean unused = reads.ask(witness);
    }
    outage.answered(now);
  }

  @Override
  public void notListed(Purpose purpose, Throwable why) {
    Instant now = time.ours();
    trouble = Trouble.of(why);
    Duration wait =
        why instanceof SessionApiException.RateLimited limited
            ? limited.retryAfter()
            : Duration.ZERO;
    relist.failed(now, wait);
    if (why instanceof SessionApiException) {
      log.info("No list: {}", why.getMessage());
    } else {
      log.warn("No list", why);
    }
    if (purpose == Purpose.BACKGROUND) {
      outage.failed(why, trouble, now);
    }
  }

  @Override
  public Board.Snapshot answer(Purpose purpose) {
    if (purpose == Purpose.BACKGROUND) {
      relist.done();
    }
    publish(true);
    return snapshot;
  }

  @Override
  public Board.Snapshot known() {
    return snapshot;
  }

  private void take(SessionList list, Instant now) {
    if (!mind.apply(list, now)) {
      trouble = Trouble.DATABASE;
      relist.failed(now, Duration.ZERO);
      return;
    }
    trouble = null;
    boolean clockWentBack = listedAt != null && listedAt.isAfter(now);
    if (listedAt == null || clockWentBack || list.askedAt().isAfter(listedAt)) {
      listedAt = list.askedAt();
      keeping.after(list, now);
    }
    patience.save(table);
    plan.strangers(now);
  }

  private void takeWaiting(Restarts.@Nullable Waiting waiting) {
    if (waiting != null) {
      take(waiting.list(), time.ours());
    }
  }

  private void witnessFailed(RuntimeException why) {
    Instant now = time.ours();
    if (why instanceof SessionApiException.NotFound) {
      SessionList list = restarts.confirmed(now);
      if (list != null) {
        take(list, now);
      }
    } else if (!(why instanceof SessionApiException.RateLimited)) {
      restarts.unanswered();
    }
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
    Instant now = time.ours();
    Duration pause = config.snapshotEvery();
    if (!atOnce && Due.isAhead(published.plus(pause), now, pause)) {
      return;
    }
    String why = trouble == null && mind.heldBack() > 0 ? Trouble.DATABASE : trouble;
    boolean sameWords =
        Objects.equals(why, snapshot.trouble()) && Objects.equals(listedAt, snapshot.asOf());
    if (roster.takeChanged() || !sameWords) {
      snapshot = new Board.Snapshot(roster.agents(), listedAt, why);
      published = now;
    }
  }

  private Duration untilNext(Instant now) {
    Instant next = relist.due(now);
    next = earlier(next, mind.retryDue());
    next = earlier(next, reads.due());
    next = earlier(next, roster.hasChanged() ? published.plus(config.snapshotEvery()) : null);
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
