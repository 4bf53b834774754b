package drover.monitor;

import drover.base.HealthCheck;
import drover.base.Loop;
import drover.base.Managed;
import drover.base.ScheduledTask;
import drover.base.Threads;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Purpose;
import drover.session.ServerNewsListener;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionFeed;
import drover.session.SessionId;
import drover.session.TransitionListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of what we believe of every agent: hears the stream, lists, reads, and tells each
 * transition once.
 *
 * <p>The board belongs to one thread; others hand over and return, or wait for an answer with
 * patience. Add listeners before the start; open the feed with this as its listener after it.
 */
public final class Monitor implements Managed, Board, SessionFeed.Listener {
  private static final Logger log = LoggerFactory.getLogger(Monitor.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);
  private static final int MOST_CALLS = 12;

  private final MonitorConfig config;
  private final MonitorPorts ports;
  private final Clock clock;
  private final Committer committer;
  private final Watch watch;
  private final Loop loop;
  private final @Nullable ExecutorService ownThreads;

  public Monitor(
      MonitorConfig config,
      MonitorPorts ports,
      Clock clock,
      RandomGenerator random,
      MeterRegistry meters) {
    this(config, ports, clock, random, meters, threads());
  }

  /**
   * @param calls runs the calls to the server
   */
  Monitor(
      MonitorConfig config,
      MonitorPorts ports,
      Clock clock,
      RandomGenerator random,
      MeterRegistry meters,
      Executor calls) {
    this.config = config;
    this.ports = ports;
    this.clock = clock;
    this.committer = new Committer(ports);
    this.ownThreads = calls instanceof ExecutorService service ? service : null;
    Watch.Parts parts = new Watch.Parts(ports, committer, clock, random, meters, calls);
    this.watch = new Watch(config, parts, this::wake);
    this.loop = new Loop("monitor", watch::turn);
  }

  /** Adds one that hears of every transition, in the order of adding. Before the start only. */
  public void listen(TransitionListener listener) {
    listen(listener, transition -> {});
  }

  /**
   * The same for one that may be missed.
   *
   * @param fallback says the least when this listener failed twice
   */
  public void listen(TransitionListener listener, FallbackNotice fallback) {
    committer.add(listener, fallback);
  }

  /** Adds one that hears what happens to the server as a whole. Before the start only. */
  public void listenForNews(ServerNewsListener listener) {
    listenForNews(listener, news -> {});
  }

  /**
   * The same for one that must not be missed.
   *
   * @param fallback says the least when this listener failed twice
   */
  public void listenForNews(ServerNewsListener listener, ServerNewsListener fallback) {
    committer.add(listener, fallback);
  }

  /**
   * Agents of that name may be silent for so many times as long as others from now on. Whoever says
   * so has stored it. Any thread; returns at once.
   */
  public void bePatient(String name, int factor) {
    watch.post(() -> watch.bePatient(name, factor));
  }

  /**
   * A person says that the present stall of this life is none: it is taken back without a recovery.
   * Any thread; returns at once, and does nothing when that life is not stalled any more.
   */
  public void falseAlarm(AgentLife life) {
    watch.post(() -> watch.falseAlarm(life));
  }

  /**
   * The database works again: what it could not take is offered at once and not after the back-off.
   * Any thread; returns at once.
   */
  public void databaseReopened() {
    watch.post(watch::hurryHeld);
  }

  @Override
  public void start() {
    watch.begin();
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop();
    if (ownThreads != null && !Threads.stop(ownThreads, STOP_PATIENCE)) {
      log.warn("A call to the server is still running; leaving it behind");
    }
    watch.end();
  }

  /** Looks every agent over for silence. */
  public ScheduledTask sweep() {
    return new ScheduledTask() {
      @Override
      public String name() {
        return "stall-sweep";
      }

      @Override
      public Duration every() {
        return config.sweepEvery();
      }

      @Override
      public void run() {
        watch.post(watch::sweep);
      }
    };
  }

  /** How far the server's clock is from ours. */
  public HealthCheck clockCheck() {
    return new ClockCheck(ports.gateway()::clockOffset);
  }

  @Override
  public void connected() {
    watch.connected();
  }

  @Override
  public void event(SessionEvent event) {
    watch.hear(event);
  }

  @Override
  public void disconnected(String reason) {
    watch.disconnected();
  }

  @Override
  public Snapshot snapshot() {
    return watch.snapshot();
  }

  @Override
  public Snapshot refreshed(Purpose purpose) {
    Snapshot fresh = await(watch.list(purpose), purpose);
    if (fresh != null) {
      return fresh;
    }
    Snapshot known = watch.snapshot();
    return new Snapshot(known.agents(), known.asOf(), Trouble.SILENT);
  }

  @Override
  public Agent read(SessionId session, Purpose purpose) {
    Instant askedAt = clock.instant();
    Session record = ports.gateway().details(session, purpose);
    Fact.Whole read = new Fact.Whole(record, askedAt, clock.instant(), true);
    CompletableFuture<Agent> applied = new CompletableFuture<>();
    watch.post(
        () -> {
          try {
            applied.complete(watch.apply(read));
          } catch (RuntimeException e) {
            applied.completeExceptionally(e);
          }
        });
    Agent agent = await(applied, purpose);
    if (agent == null) {
      throw new SessionApiException.Unavailable("the answer could not be taken in", null);
    }
    return agent;
  }

  /** One turn by hand, for tests; returns the wait that it asks for. */
  Duration turn() {
    return loop.runOnce();
  }

  /** What {@link #start} does before the thread, for tests that turn by hand. */
  void begin() {
    watch.begin();
  }

  private void wake() {
    loop.wake();
  }

  private <T> @Nullable T await(CompletableFuture<T> answer, Purpose purpose) {
    Duration patience =
        switch (purpose) {
          case KILL, PERSON -> config.patience();
          case BACKGROUND -> config.relistInterval();
        };
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The monitor could not answer", e.getCause());
    }
  }

  private static ExecutorService threads() {
    return new ThreadPoolExecutor(
        0,
        MOST_CALLS,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Threads.named("monitor-calls"));
  }
}
