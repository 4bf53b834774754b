package drover.openclaw;

import drover.base.HealthCheck;
import drover.base.Loop;
import drover.base.Spans;
import drover.session.SessionEvent;
import drover.session.SessionFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event stream of an OpenClaw server over a WebSocket that reconnects for ever.
 *
 * <p>The library's threads put what they hear into a queue; one thread of the feed's own tells the
 * listener and looks after the connection.
 */
public final class OpenClawFeed implements SessionFeed {
  private static final Logger log = LoggerFactory.getLogger(OpenClawFeed.class);
  private static final int ROOM = 20_000;
  private static final int AT_A_TIME = 1_000;
  private static final int PINGS_OFF_AFTER = 2;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final OpenClawConfig config;
  private final StreamTimes times;
  private final Clock clock;
  private final RandomGenerator random;
  private final Runnable beforeConnected;
  private final Wording wording;
  private final Oddities oddities = new Oddities();
  private final StreamHealth health;
  private final EventReader reader;
  private final EventQueue queue = new EventQueue(ROOM);
  private final Loop loop = new Loop("openclaw-stream", this::step);
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger withoutPong = new AtomicInteger();
  private final Connection.Owner owner = new Ears();
  private volatile @Nullable StreamClient client;
  private volatile @Nullable Listener listener;
  private volatile boolean closed;
  private volatile @Nullable Connection connection;
  // This belongs to the loop's thread.
  private @Nullable Instant nextTry;

  /**
   * @param beforeConnected called when a connection stands, before the listener hears of it: the
   *     place to forget lists asked for earlier. Any thread; must be quick
   */
  public OpenClawFeed(
      OpenClawConfig config, Clock clock, RandomGenerator random, Runnable beforeConnected) {
    this(config, StreamTimes.USUAL, clock, random, beforeConnected);
  }

  OpenClawFeed(
      OpenClawConfig config,
      StreamTimes times,
      Clock clock,
      RandomGenerator random,
      Runnable beforeConnected) {
    this.config = config;
    this.times = times;
    this.clock = clock;
    this.random = random;
    this.beforeConnected = beforeConnected;
    this.reader = new EventReader(oddities, config.redactor());
    this.wording = new Wording(config.redactor());
    this.health = new StreamHealth(clock, config.stream(), oddities);
  }

  /** The line "stream" of {@code /health}. */
  public HealthCheck health() {
    return health;
  }

  @Override
  public void open(Listener toTell) {
    prepare(toTell);
    if (config.stream()) {
      loop.start();
    } else {
      log.info("The event stream is off by configuration; sessions are polled");
    }
  }

  /** Opens without a thread; tests turn {@link #step} by hand. */
  void prepare(Listener toTell) {
    if (listener != null) {
      throw new IllegalStateException("the feed was opened twice");
    }
    listener = toTell;
    if (config.stream()) {
      client = new StreamClient(config, times.ping());
    }
  }

  @Override
  public void close() {
    closed = true;
    queue.close();
    StreamClient open = client;
    if (open != null) {
      open.close();
    }
    loop.stop();
    Connection last = connection;
    if (last != null) {
      last.cut("closed");
    }
  }

  /** Tells what waits, then looks after the connection. Returns how long there is nothing to do. */
  Duration step() {
    Listener toTell = listener;
    if (closed || toTell == null || client == null) {
      return IDLE;
    }
    boolean more = tell(toTell);
    Duration wait = supervise(clock.instant());
    return more ? Duration.ZERO : wait;
  }

  private boolean tell(Listener toTell) {
    for (int told = 0; told < AT_A_TIME && !closed; told++) {
      try {
        if (!queue.tellOne(toTell)) {
          return false;
        }
      } catch (RuntimeException e) {
        log.error("The listener of the event stream failed; the stream goes on", e);
      }
    }
    return !closed;
  }

  private Duration supervise(Instant now) {
    Connection current = connection;
    if (current == null) {
      return connectWhenDue(now);
    }
    Connection.End end = current.end();
    if (end != null) {
      connection = null;
      Duration wait = times.backoff().delay(failures.incrementAndGet(), random);
      nextTry = now.plus(wait);
      return wait;
    }
    Instant opened = current.openedAt();
    if (opened == null) {
      return IDLE;
    }
    if (!now.isBefore(opened.plus(times.settled()))) {
      failures.set(0);
      if (pings()) {
        // It would have ended by now without pongs.
        withoutPong.set(0);
      }
    }
    return watchSilence(current, opened, now);
  }

  private Duration connectWhenDue(Instant now) {
    Instant due = nextTry;
    if (due != null && now.isBefore(due)) {
      Duration wait = Duration.between(now, due);
      // Longer than any back-off: the clock was set back.
      if (wait.compareTo(times.backoff().ceiling()) <= 0) {
        return wait;
      }
    }
    StreamClient open = client;
    if (closed || open == null) {
      return IDLE;
    }
    Connection fresh = new Connection(owner);
    connection = fresh;
    fresh.attach(open.connect(pings(), fresh));
    return IDLE;
  }

  private Duration watchSilence(Connection current, Instant opened, Instant now) {
    if (pings()) {
      return IDLE;
    }
    Instant data = current.lastData();
    Instant dead = (data == null ? opened : data).plus(times.silence());
    if (now.isBefore(dead)) {
      Duration left = Duration.between(now, dead);
      return left.compareTo(IDLE) < 0 ? left : IDLE;
    }
    current.cut("no data for " + Spans.of(times.silence()));
    return Duration.ZERO;
  }

  private boolean pings() {
    return withoutPong.get() < PINGS_OFF_AFTER;
  }

  /** What the library's threads call. */
  private final class Ears implements Connection.Owner {
    private @Nullable String lastReason;

    @Override
    public void opened(Connection which) {
      which.openedAt(clock.instant());
      StreamClient open = client;
      if (open != null) {
        open.messageCame();
      }
      log.info("The event stream is connected");
      forgetReason();
      health.up();
      beforeConnected.run();
      queue.addSignal(Listener::connected);
      loop.wake();
    }

    @Override
    public void message(Connection which, String text) {
      which.dataAt(clock.instant());
      StreamClient open = client;
      if (open != null) {
        open.messageCame();
      }
      for (SessionEvent event : reader.read(text)) {
        failures.set(0);
        health.heard();
        if (!offer(event)) {
          which.cut("the events came faster than they could be handled");
          return;
        }
      }
      loop.wake();
    }

    private boolean offer(SessionEvent event) {
      try {
        return queue.add(event, times.room());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void ended(Connection which, Connection.End end) {
      if (end.withoutPong() && withoutPong.incrementAndGet() == PINGS_OFF_AFTER) {
        log.info("The server sends events but answers no pings: they are switched off");
      }
      if (closed) {
        return;
      }
      String reason = wording.clean(end.cause() == null ? end.reason() : wording.of(end.cause()));
      health.down(reason, advice(end.status()));
      report(reason, advice(end.status()));
      if (which.openedAt() != null) {
        queue.addSignal(toTell -> toTell.disconnected(reason));
      }
      loop.wake();
    }

    private synchronized void forgetReason() {
      lastReason = null;
    }

    /** The same failure every half minute would fill the log. */
    private synchronized void report(String reason, String advice) {
      if (reason.equals(lastReason)) {
        log.debug("The event stream is down: {}", reason);
      } else {
        log.warn("The event stream is down: {}. {}", reason, advice);
        lastReason = reason;
      }
    }
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 -> "Check openclaw.api-key.";
      case 404 ->
          "This server has no stream at this address (404): set openclaw.ws-url; some servers have"
              + " it at /ws. openclaw.stream=off ends the attempts.";
      default -> "Nothing to do: it reconnects by itself.";
    };
  }
}
