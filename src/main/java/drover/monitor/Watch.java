package drover.monitor;

import drover.session.Agent;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.StatusRule;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

  private final MonitorConfig config;
  private final MonitorPorts ports;
  private final Executor executor;
  private final ServerTime time;
  private final Mind mind;
  private final Keeping keeping;
  private final BeliefsTable table;
  private final Relist relist;
  private final Reads reads;
  private final ReadPlan plan;
  private final MeterRegistry meters;
  private final Counter heard;
  private final Intake intake = new Intake();
  private final ConcurrentLinkedQueue<Runnable> inputs = new ConcurrentLinkedQueue<>();
  private final ConcurrentHashMap<Purpose, CompletableFuture<Board.Snapshot>> listing =
      new ConcurrentHashMap<>();
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
    this.executor = parts.executor();
    this.meters = parts.meters();
    this.wake = wake;
    this.time = new ServerTime(parts.clock(), ports.gateway()::clockOffset);
    Reckoner reckoner = new Reckoner(new StatusRule(config.stallThreshold()), time);
    this.mind =
        new Mind(reckoner, parts.committer(), time, parts.random(), this::suspect, this::countTold);
    this.table = new BeliefsTable(ports);
    this.keeping = new Keeping(mind, table, config.forgetAfter());
    this.relist = new Relist(config, time.ours());
    this.reads = new Reads(ports.gateway(), time, executor, this);
    this.plan = new ReadPlan(mind, reads, config.sweepEvery());
    this.heard = meters.counter("drover.monitor.events");
    this.snapshot = new Board.Snapshot(List.of(), null, null);
  }

  /** Before the first turn, on the starting thread. */
  void begin() {
    mind.remember(ports.store());
    meters.gauge("drover.monitor.agents", this, watch -> watch.snapshot.agents().size());
    publish(true);
  }

  /** After the last turn. */
  void end() {
    keeping.saveAll();
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
    for (Fact.Heard event : mind.strangers().introduce(read.session())) {
      mind.apply(event);
    }
    publish(true);
    return mind.look(read);
  }

  /** Lists for a purpose; calls that come meanwhile share the answer, which is on the board. */
  CompletableFuture<Board.Snapshot> list(Purpose purpose) {
    CompletableFuture<Board.Snapshot> mine = new CompletableFuture<>();
    CompletableFuture<Board.Snapshot> running = listing.putIfAbsent(purpose, mine);
    if (running != null) {
      return running;
    }
    try {
      executor.execute(() -> call(purpose, mine));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Too many calls hang, or one more thread was too many.
      finish(purpose, mine, () -> notListed(e));
      mine.complete(snapshot);
    }
    return mine;
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
          plan.failed(session, why);
        });
  }

  private void call(Purpose purpose, CompletableFuture<Board.Snapshot> result) {
    Runnable input;
    try {
      SessionList list = ports.gateway().list(purpose);
      input = () -> listed(list);
    } catch (Throwable e) {
      // Whatever it was: a list that stayed on its way would be the last one.
      input = () -> notListed(e);
    }
    finish(purpose, result, input);
  }

  private void finish(Purpose purpose, CompletableFuture<Board.Snapshot> result, Runnable answer) {
    listing.remove(purpose, result);
    post(
        () -> {
          try {
            answer.run();
          } finally {
            if (purpose == Purpose.BACKGROUND) {
              relist.done();
            }
            publish(true);
            result.complete(snapshot);
          }
        });
  }

  private void listed(SessionList list) {
    Instant now = time.ours();
    relist.answered(list.askedAt(), now);
    if (!mind.apply(list, now, table)) {
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
    plan.strangers(now);
  }

  private void notListed(Throwable why) {
    trouble = Trouble.of(why);
    Duration wait =
        why instanceof SessionApiException.RateLimited limited
            ? limited.retryAfter()
            : Duration.ZERO;
    relist.failed(time.ours(), wait);
    if (why instanceof SessionApiException) {
      log.info("No list: {}", why.getMessage());
    } else {
      log.warn("No list", why);
    }
  }

  private void suspect(SessionId session) {
    plan.want(session, time.ours());
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
    if (mind.takeChanged() || !sameWords) {
      snapshot = new Board.Snapshot(mind.agents(), listedAt, why);
      published = now;
    }
  }

  private Duration untilNext(Instant now) {
    Instant next = relist.due(now);
    next = earlier(next, mind.retryDue());
    next = earlier(next, reads.due());
    next = earlier(next, mind.hasChanged() ? published.plus(config.snapshotEvery()) : null);
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
