package drover.order;

import drover.order.Order.State;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.CreateOrder;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import drover.session.SessionId;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates new sessions, one after the other and no more in a minute than the server takes. What has
 * to wait says how long. Any thread adds.
 */
final class Creations {
  private static final Logger log = LoggerFactory.getLogger(Creations.class);

  /** What servers of this kind take in a minute. */
  private static final int A_MINUTE = 10;

  /** An order is carried out on time or not at all. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final SessionGateway gateway;
  private final OrderBook book;
  private final SuccessorSearch search;
  private final OrderTeller teller;
  private final Outcomes outcomes;
  private final Clock clock;
  private final Paced paced;

  Creations(
      SessionGateway gateway,
      OrderBook book,
      SuccessorSearch search,
      OrderTeller teller,
      Outcomes outcomes,
      Clock clock) {
    this.gateway = gateway;
    this.book = book;
    this.search = search;
    this.teller = teller;
    this.outcomes = outcomes;
    this.clock = clock;
    this.paced = new Paced("create", A_MINUTE, clock);
  }

  Paced paced() {
    return paced;
  }

  /** Takes over an order that is written down as requested and is ours. */
  void add(Order order, CreateOrder create) {
    Duration wait = paced.waitForOneMore();
    teller.tell(order, wait.isZero() ? new OrderNews.Asked() : new OrderNews.Waiting(wait));
    paced.add(() -> send(order, create, !wait.isZero()));
  }

  private void send(Order order, CreateOrder create, boolean waited) {
    if (!book.markSent(order)) {
      return;
    }
    if (waited) {
      teller.tell(order, new OrderNews.Asked());
    }
    log.info("Order {}: {} creates a session", order.id(), order.by());
    SessionId created;
    try {
      created = gateway.create(create);
    } catch (SessionApiException.RateLimited e) {
      waitOrGiveUp(order, create, e);
      return;
    } catch (RuntimeException e) {
      outcomes.failed(order, e);
      return;
    }
    confirm(order, created);
    Agent fresh = search.freshly(created);
    AgentLife life = fresh == null ? new AgentLife(created, "") : fresh.life();
    teller.tell(order, new OrderNews.Created(life));
  }

  /** Surely nothing was done, so this is no second time. */
  private void waitOrGiveUp(Order order, CreateOrder create, SessionApiException.RateLimited e) {
    Duration wait = e.retryAfter();
    boolean late =
        Duration.between(order.requestedAt(), clock.instant()).plus(wait).compareTo(PATIENCE) > 0;
    if (late || !book.markWaiting(order)) {
      outcomes.failed(order, e);
      return;
    }
    log.info("Order {}: the server takes it in {} s", order.id(), wait.toSeconds());
    teller.tell(order, new OrderNews.Waiting(wait));
    paced.putBack(() -> send(order, create, true), wait);
  }

  /** The server has done it; a log that cannot be written now must not make it look undone. */
  private void confirm(Order order, SessionId created) {
    OrderNews lastWord = new OrderNews.Created(new AgentLife(created, ""));
    try {
      boolean ignored =
          book.settle(order, State.CONFIRMED, created, "new session " + created, lastWord);
    } catch (RuntimeException e) {
      log.error("Order {}: created {}, but not written down", order.id(), created, e);
    }
  }
}
