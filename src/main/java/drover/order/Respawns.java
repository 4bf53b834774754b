package drover.order;

import drover.order.Order.State;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.RespawnOrder;
import drover.session.SessionGateway;
import drover.session.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends respawns, each once, and watches the old one when it lives on. Any thread. */
final class Respawns {
  private static final Logger log = LoggerFactory.getLogger(Respawns.class);

  private final SessionGateway gateway;
  private final OrderBook book;
  private final SuccessorSearch search;
  private final OrderTeller teller;
  private final Outcomes outcomes;
  private final OrderWatch watch;

  Respawns(
      SessionGateway gateway,
      OrderBook book,
      SuccessorSearch search,
      OrderTeller teller,
      Outcomes outcomes,
      OrderWatch watch) {
    this.gateway = gateway;
    this.book = book;
    this.search = search;
    this.teller = teller;
    this.outcomes = outcomes;
    this.watch = watch;
  }

  /** Sends what is written down and taken. */
  void send(Order order, RespawnOrder respawn, boolean oldAlive) {
    try {
      SessionId successor = gateway.respawn(order.life().session(), respawn);
      confirm(order, successor, oldAlive);
      Agent fresh = search.freshly(successor);
      AgentLife life = fresh == null ? new AgentLife(successor, "") : fresh.life();
      teller.tell(order, new OrderNews.Respawned(life, oldAlive));
      if (oldAlive) {
        watch.addOld(order, life);
      }
    } catch (RuntimeException e) {
      outcomes.failed(order, e);
    }
  }

  /** The server has done it; a log that cannot be written now must not make it look undone. */
  private void confirm(Order order, SessionId successor, boolean oldAlive) {
    OrderNews lastWord = new OrderNews.Respawned(new AgentLife(successor, ""), oldAlive);
    try {
      boolean ignored =
          book.settle(order, State.CONFIRMED, successor, "new session " + successor, lastWord);
    } catch (RuntimeException e) {
      log.error("Order {}: respawned as {}, but not written down", order.id(), successor, e);
    }
  }
}
