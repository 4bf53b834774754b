package drover.testing;

import drover.session.Capabilities;
import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.KillOutcome;
import drover.session.LogEntry;
import drover.session.LogPage;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.RespawnOrder;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.SessionMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that writes down what it is ordered and answers as a test says. Any thread. */
public final class DeskGateway implements SessionGateway {
  private final List<String> orders = new ArrayList<>();
  private final List<CreateOrder> created = new ArrayList<>();
  private final List<LogEntry> log = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private @Nullable SessionMetrics metrics;
  private Runnable before = () -> {};
  private boolean alreadyOver;
  private boolean counting = true;

  public synchronized List<String> orders() {
    return List.copyOf(orders);
  }

  /** What was to be created. */
  public synchronized List<CreateOrder> created() {
    return List.copyOf(created);
  }

  /** Every order, log and metrics call ends so, after it was written down. */
  public synchronized void failWith(@Nullable RuntimeException thrown) {
    failure = thrown;
  }

  public synchronized void alreadyOver() {
    alreadyOver = true;
  }

  /** Runs while an order is at the server. */
  public synchronized void before(Runnable action) {
    before = action;
  }

  public synchronized void metrics(SessionMetrics figures) {
    metrics = figures;
  }

  /** Adds a line, the newest. */
  public synchronized void logLine(LogEntry entry) {
    log.add(0, entry);
  }

  /** From now on logs come without a total. */
  public synchronized void stopCounting() {
    counting = false;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public Duration clockOffset() {
    return Duration.ZERO;
  }

  @Override
  public SessionList list(Purpose purpose) {
    throw new SessionApiException.Unavailable("ask the board", null);
  }

  @Override
  public Session details(SessionId id, Purpose purpose) {
    throw new SessionApiException.Unavailable("ask the board", null);
  }

  @Override
  public synchronized LogPage logs(SessionId id, LogQuery query, Purpose purpose) {
    failIfTold();
    List<LogEntry> level =
        log.stream().filter(e -> query.level() == null || e.level().equals(query.level())).toList();
    int from = Math.min(level.size(), query.offset());
    int to = Math.min(level.size(), from + query.limit());
    Long total = counting ? (long) level.size() : null;
    return new LogPage(level.subList(from, to), total, to < level.size());
  }

  @Override
  public synchronized SessionMetrics metrics(SessionId id, Purpose purpose) {
    failIfTold();
    if (metrics == null) {
      throw new SessionApiException.NotFound("no metrics of " + id);
    }
    return metrics;
  }

  @Override
  public synchronized KillOutcome kill(SessionId id, KillOrder order) {
    orders.add((order.force() ? "force kill " : "kill ") + id + ": " + order.reason());
    before.run();
    failIfTold();
    return new KillOutcome(alreadyOver, "terminated");
  }

  @Override
  public synchronized SessionId respawn(SessionId id, RespawnOrder order) {
    orders.add(
        "respawn %s limit %s reset %s priority %s"
            .formatted(id, order.tokenLimit(), order.resetProgress(), order.priority()));
    before.run();
    failIfTold();
    return new SessionId(id + "-new");
  }

  @Override
  public synchronized SessionId create(CreateOrder order) {
    orders.add("create " + order.name() + ": " + order.prompt());
    created.add(order);
    before.run();
    failIfTold();
    return new SessionId("created-" + created.size());
  }

  private void failIfTold() {
    if (failure != null) {
      throw failure;
    }
  }
}
