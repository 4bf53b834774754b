package drover.order;

import drover.base.Loop;
import drover.monitor.Board;
import drover.order.Order.State;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches orders until they are over, all of them with one shared list. Things are added by any
 * thread; only the loop looks.
 */
final class OrderWatch {
  private static final Logger log = LoggerFactory.getLogger(OrderWatch.class);
  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration SELDOM = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofHours(1);

  /** How long what was not found may take to come. */
  private static final Duration MISSED_PATIENCE = Duration.ofMinutes(5);

  /** How long one still looks, from memory alone, after the time to verify is up. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final int MOST = 500;

  private final Map<Long, Watched> watched = new ConcurrentSkipListMap<>();
  private final Board board;
  private final OrderBook book;
  private final OrderTeller teller;
  private final Clock clock;
  private final Duration verifyTimeout;
  private final SuccessorSearch search;
  private final Loop loop = new Loop("order-watch", this::turn);

  private enum Stage {
    /** To be looked up at the server. */
    SEARCH,
    /** Not found yet; it may still come. */
    MISSED,
    VERIFY,
    LINGER
  }

  /**
   * @param since when the watch began; after a restart later than the order
   * @param successor the new agent of a respawn whose old one lives on; null for kills
   */
  private record Watched(Order order, Stage stage, Instant since, @Nullable AgentLife successor) {
    Watched lingering() {
      return new Watched(order, Stage.LINGER, since, successor);
    }
  }

  OrderWatch(
      Board board,
      OrderBook book,
      OrderTeller teller,
      Clock clock,
      Duration verifyTimeout,
      SuccessorSearch search) {
    this.board = board;
    this.book = book;
    this.teller = teller;
    this.clock = clock;
    this.verifyTimeout = verifyTimeout;
    this.search = search;
  }

  Loop loop() {
    return loop;
  }

  /** A kill from the moment it leaves: a server that hangs must not put the watch off. */
  void addKill(Order order) {
    add(new Watched(order, Stage.VERIFY, order.requestedAt(), null));
  }

  /** A kill that the last process left open, or that waited: it gets its whole time from now. */
  void addRecovered(Order order) {
    add(new Watched(order, Stage.VERIFY, clock.instant(), null));
  }

  /** A respawn that a crash cut: to be looked up once. */
  void addSearch(Order order) {
    add(new Watched(order, Stage.SEARCH, clock.instant(), null));
  }

  /** A respawn or creation of which nothing was found when it was looked up. */
  void addMissed(Order order) {
    add(new Watched(order, Stage.MISSED, clock.instant(), null));
  }

  /** The old one of a respawn, which lives on. */
  void addOld(Order order, AgentLife successor) {
    add(new Watched(order, Stage.LINGER, clock.instant(), successor));
  }

  void forget(long order) {
    watched.remove(order);
  }

  private void add(Watched one) {
    while (watched.size() >= MOST) {
      Watched oldest = watched.values().iterator().next();
      attempt(oldest, this::giveUp);
      watched.remove(oldest.order().id());
    }
    watched.put(one.order().id(), one);
    loop.wake();
  }

  private Duration turn() {
    if (watched.isEmpty()) {
      return IDLE;
    }
    watched.values().stream()
        .filter(one -> one.stage() == Stage.SEARCH)
        .forEach(one -> attempt(one, this::searchOnce));
    boolean verifying = watched.values().stream().anyMatch(one -> one.stage() == Stage.VERIFY);
    Board.Snapshot snapshot = verifying ? board.refreshed(Purpose.KILL) : board.snapshot();
    for (Watched one : watched.values()) {
      attempt(one, w -> look(w, snapshot));
    }
    return verifying ? OFTEN : SELDOM;
  }

  /** One that fails must not stop the others; it is looked at again in the next turn. */
  private static void attempt(Watched one, Consumer<Watched> step) {
    try {
      step.accept(one);
    } catch (RuntimeException e) {
      log.error("Order {}: the watch failed; it goes on", one.order().id(), e);
    }
  }

  private void searchOnce(Watched one) {
    boolean found = search.look(one.order());
    watched.remove(one.order().id());
    if (!found) {
      addMissed(one.order());
    }
  }

  private void lookAgain(Watched one, Board.Snapshot snapshot) {
    Duration watchedFor = Duration.between(one.since(), clock.instant());
    if (search.lookAgain(one.order(), snapshot.agents())
        || watchedFor.compareTo(MISSED_PATIENCE) >= 0) {
      watched.remove(one.order().id());
    }
  }

  private void look(Watched one, Board.Snapshot snapshot) {
    if (one.stage() == Stage.MISSED) {
      lookAgain(one, snapshot);
      return;
    }
    Optional<SessionStatus> end = endOf(one.order().life(), snapshot);
    Duration watchedFor = Duration.between(one.since(), clock.instant());
    if (end.isPresent()) {
      over(one, end.get());
    } else if (one.stage() == Stage.VERIFY && watchedFor.compareTo(verifyTimeout) >= 0) {
      timeUp(one);
    } else if (watchedFor.compareTo(verifyTimeout.plus(PATIENCE)) >= 0) {
      giveUp(one);
    }
  }

  private static Optional<SessionStatus> endOf(AgentLife life, Board.Snapshot snapshot) {
    Optional<Agent> agent = snapshot.find(life.session());
    if (agent.isEmpty()) {
      return Optional.empty(); // absent from one list proves nothing
    }
    if (!agent.get().life().equals(life)) {
      return Optional.of(SessionStatus.TERMINATED); // a new run: the old one is over
    }
    return agent.filter(Agent::isOver).map(Agent::status);
  }

  private void over(Watched one, SessionStatus status) {
    if (one.successor() != null) {
      watched.remove(one.order().id());
      teller.tell(one.order(), new OrderNews.Respawned(one.successor(), false));
      return;
    }
    Duration after = Duration.between(one.order().requestedAt(), clock.instant());
    OrderNews ended = new OrderNews.Ended(status, after);
    String outcome = status.word() + " after " + after.toSeconds() + " s";
    boolean settled = book.settle(one.order(), State.CONFIRMED, null, outcome, ended);
    watched.remove(one.order().id());
    if (settled) {
      teller.tell(one.order(), ended);
    }
  }

  /** The list may lag: one read of this agent decides what is said. */
  private void timeUp(Watched one) {
    Duration waited = Duration.between(one.order().requestedAt(), clock.instant());
    String trouble = null;
    try {
      Agent fresh = board.read(one.order().life().session(), Purpose.KILL);
      if (!fresh.life().equals(one.order().life())) {
        over(one, SessionStatus.TERMINATED);
        return;
      }
      if (fresh.isOver()) {
        over(one, fresh.status());
        return;
      }
    } catch (SessionApiException.NotFound e) {
      log.info("Order {}: the server has forgotten the session", one.order().id());
      over(one, SessionStatus.TERMINATED);
      return;
    } catch (SessionApiException e) {
      log.warn("Order {}: cannot see whether it ended", one.order().id(), e);
      trouble = "The server does not answer.";
    }
    if (watched.replace(one.order().id(), one, one.lingering())) {
      teller.tell(one.order(), new OrderNews.StillAlive(waited, trouble));
    }
  }

  private void giveUp(Watched one) {
    Duration waited = Duration.between(one.order().requestedAt(), clock.instant());
    boolean kill = one.order().kind().isKill();
    OrderNews givenUp = new OrderNews.GivenUp(waited);
    boolean tell =
        kill && book.settle(one.order(), State.UNKNOWN, null, "no end was seen", givenUp);
    watched.remove(one.order().id());
    if (tell) {
      teller.tell(one.order(), givenUp);
    }
  }
}
