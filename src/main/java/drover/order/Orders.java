package drover.order;

import drover.base.Managed;
import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.history.HistoryStore;
import drover.monitor.Board;
import drover.order.Order.Kind;
import drover.order.Order.State;
import drover.session.AgentLife;
import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.RespawnOrder;
import drover.session.SessionGateway;
import drover.session.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out orders. Each is written down before it leaves, leaves at most once, and is followed
 * until its end is known; after a crash those still open are looked up and told, never sent again.
 *
 * <p>Start it before anything that gives orders. {@link #kill} and {@link #respawn} block while the
 * server answers; an exception out of them means that nothing left.
 */
public final class Orders implements Managed {
  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  private final OrderLog orders;
  private final OrderBook book;
  private final Claims claims;
  private final SafeTeller teller;
  private final OrderWatch watch;
  private final Kills kills;
  private final Outcomes outcomes;
  private final Respawns respawns;
  private final Creations creations;
  private final Duration verifyTimeout;
  private final Clock clock;

  /** Looking for an earlier order and writing this one down are one step. */
  private final Object claiming = new Object();

  /** What orders need of the house. */
  public record Needs(
      SessionGateway gateway,
      Board board,
      OrderLog log,
      HistoryStore history,
      Transactor transactor,
      SuccessorListener successors,
      Lineages lineages,
      Clock clock) {}

  /**
   * @param message the message that tells of it and is edited; null: a new one is sent
   * @param detail the reason or the options, for people
   */
  public record Request(
      AgentLife life,
      String agentName,
      UserId by,
      String byName,
      ChatAddress chat,
      @Nullable MessageRef message,
      @Nullable String detail) {}

  public Orders(Needs needs, OrderTeller teller, Duration verifyTimeout) {
    SessionGateway gateway = needs.gateway();
    this.verifyTimeout = verifyTimeout;
    this.orders = needs.log();
    this.clock = needs.clock();
    this.teller = new SafeTeller(teller);
    this.book =
        new OrderBook(
            needs.log(),
            needs.history(),
            needs.transactor(),
            needs.successors(),
            needs.lineages(),
            clock,
            this.teller);
    this.claims = new Claims(orders, book);
    SuccessorSearch search = new SuccessorSearch(needs.board(), needs.gateway(), book, this.teller);
    this.watch = new OrderWatch(needs.board(), book, this.teller, clock, verifyTimeout, search);
    this.outcomes = new Outcomes(book, this.teller, search, watch);
    this.kills = new Kills(gateway, book, this.teller, outcomes, watch, clock);
    this.respawns = new Respawns(gateway, book, search, this.teller, outcomes, watch);
    this.creations = new Creations(gateway, book, search, this.teller, outcomes, clock);
  }

  @Override
  public void start() {
    recover();
    watch.loop().start();
    kills.paced().loop().start();
    creations.paced().loop().start();
  }

  @Override
  public void stop() {
    kills.paced().stop();
    creations.paced().stop();
    watch.loop().stop();
  }

  /** Takes up what the last process left open; part of the start, apart for tests. */
  public void recover() {
    orders.open().forEach(this::recover);
  }

  /** One turn of the watch, on the caller's thread, for tests. */
  public Duration watchOnce() {
    return watch.loop().runOnce();
  }

  /** Whether this message belongs to an order that was written down. */
  public boolean knows(AgentLife life, MessageRef message) {
    return orders.of(life).stream()
        .anyMatch(
            order ->
                order.chat().equals(message.chat())
                    && order.message() != null
                    && order.message() == message.message());
  }

  /** Asks for the end of this life, once, and watches until it is over. */
  public void kill(Request request, KillOrder kill) {
    Order draft = draft(kill.force() ? Kind.FORCE_KILL : Kind.KILL, request);
    Order earlier;
    Order order;
    synchronized (claiming) {
      earlier = claims.underWay(request.life(), Kind::isKill).orElse(null);
      order = earlier != null && !mayFollow(earlier, kill) ? null : claims.claim(draft);
    }
    if (order == null) {
      tellRepeated(draft, Objects.requireNonNull(earlier));
      return;
    }
    if (earlier != null) {
      giveWay(earlier);
    }
    teller.tell(order, new OrderNews.Asked());
    kills.send(order, kill);
  }

  /** Force may follow a kill at once, and force again once that had its time. */
  private boolean mayFollow(Order earlier, KillOrder kill) {
    Duration age = Duration.between(earlier.requestedAt(), clock.instant());
    return kill.force() && (earlier.kind() != Kind.FORCE_KILL || age.compareTo(verifyTimeout) >= 0);
  }

  /**
   * Asks for the end of each of these lives, once, one after the other and within the server's
   * limits; returns when all are written down. They share the message that tells of them.
   */
  public void killAll(List<Request> requests, KillOrder kill) {
    List<Order> orders;
    synchronized (claiming) {
      orders = book.together(() -> requests.stream().map(this::written).toList());
    }
    if (!orders.isEmpty()) {
      teller.tell(orders.get(0), new OrderNews.Asked());
    }
    for (Order order : orders) {
      if (!order.state().isSettled()) {
        kills.add(order, kill);
      }
    }
  }

  /** One of several, written down; settled at once where the same was ordered before. */
  private Order written(Request request) {
    Optional<Order> earlier = claims.underWay(request.life(), Kind::isKill);
    Order order = claims.reserve(draft(Kind.KILL, request));
    if (earlier.isEmpty()) {
      return order;
    }
    String outcome = "ordered before by " + earlier.get().byName();
    boolean ignored = book.settle(order, State.REFUSED, null, outcome, null);
    return orders.find(order.id()).orElse(order);
  }

  /** One turn of the kills that were ordered together, on the caller's thread, for tests. */
  public Duration massKillOnce() {
    return kills.paced().loop().runOnce();
  }

  /**
   * Asks for a successor, once.
   *
   * @param oldAlive whether the old one is not over
   */
  public void respawn(Request request, RespawnOrder respawn, boolean oldAlive) {
    Order draft = draft(Kind.RESPAWN, request);
    Order earlier;
    Order order;
    synchronized (claiming) {
      earlier = claims.respawnOf(request.life()).orElse(null);
      order = earlier == null ? claims.claim(draft) : null;
    }
    if (order == null) {
      tellRepeated(draft, Objects.requireNonNull(earlier));
      return;
    }
    teller.tell(order, new OrderNews.Asked());
    log.info("Order {}: {} respawns session {}", order.id(), order.by(), order.life().session());
    respawns.send(order, respawn, oldAlive);
  }

  /**
   * Asks for a new session, once for each draft: the {@code life} of the request is {@link
   * Order#unborn}. A draft whose order was refused or never left may be ordered again. Returns at
   * once; the order leaves as soon as the server takes it.
   */
  public void create(Request request, CreateOrder create) {
    Order draft = draft(Kind.CREATE, request, create.task());
    Order earlier;
    Order order;
    synchronized (claiming) {
      earlier = claims.creationOf(request.life()).orElse(null);
      order = earlier == null ? claims.reserve(draft) : null;
    }
    if (order == null) {
      tellRepeated(draft, Objects.requireNonNull(earlier));
      return;
    }
    creations.add(order, create);
  }

  /** Takes back a creation that waits its turn; false when it has left, or there is none. */
  public boolean withdraw(AgentLife unborn, String byName) {
    return claims
        .creationOf(unborn)
        .filter(order -> order.state() == State.REQUESTED)
        .filter(order -> book.withdraw(order, "taken back by " + byName))
        .isPresent();
  }

  /** The order of a creation that may have made something, or still may. */
  public Optional<Order> standing(AgentLife unborn) {
    return claims.creationOf(unborn);
  }

  /** One turn of the creations, on the caller's thread, for tests. */
  public Duration createOnce() {
    return creations.paced().loop().runOnce();
  }

  private void tellRepeated(Order draft, Order earlier) {
    String successor = earlier.successor();
    teller.tell(
        draft,
        new OrderNews.Repeated(earlier, successor == null ? null : new SessionId(successor)));
  }

  private void giveWay(Order earlier) {
    watch.forget(earlier.id());
    boolean ignored =
        book.settle(earlier, State.UNKNOWN, null, "still alive; a forced kill followed", null);
  }

  private void recover(Order order) {
    book.adopt(order);
    if (order.state() == State.REQUESTED) {
      outcomes.settleAndTell(
          order, State.FAILED, "stopped before it left", new OrderNews.NotDone(null));
    } else if (order.kind().isKill()) {
      watch.addRecovered(order);
    } else {
      watch.addSearch(order);
    }
  }

  private Order draft(Kind kind, Request request) {
    return draft(kind, request, null);
  }

  private Order draft(Kind kind, Request request, @Nullable String task) {
    return new Order(
        0,
        kind,
        request.life(),
        request.agentName(),
        request.by(),
        request.byName(),
        request.chat(),
        request.message() == null ? null : request.message().message(),
        request.detail(),
        State.REQUESTED,
        clock.instant(),
        null,
        null,
        null,
        task);
  }
}
