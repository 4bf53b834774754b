package drover.order;

import drover.order.Order.State;
import drover.session.KillOrder;
import drover.session.KillOutcome;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends kills that are written down. One ordered alone leaves at once, on the caller's thread;
 * those ordered together leave one after the other. Any thread.
 */
final class Kills {
  private static final Logger log = LoggerFactory.getLogger(Kills.class);

  /**
   * Of the 50 that a server takes in a minute: a kill ordered alone always finds room beside those
   * that were ordered together.
   */
  private static final int A_MINUTE = 40;

  private final SessionGateway gateway;
  private final OrderBook book;
  private final OrderTeller teller;
  private final Outcomes outcomes;
  private final OrderWatch watch;
  private final Paced paced;

  Kills(
      SessionGateway gateway,
      OrderBook book,
      OrderTeller teller,
      Outcomes outcomes,
      OrderWatch watch,
      Clock clock) {
    this.gateway = gateway;
    this.book = book;
    this.teller = teller;
    this.outcomes = outcomes;
    this.watch = watch;
    this.paced = new Paced("mass-kill", A_MINUTE, clock);
  }

  Paced paced() {
    return paced;
  }

  /** Sends one that is taken, and watches until it is over. */
  void send(Order order, KillOrder kill) {
    log.info("Order {}: {} kills session {}", order.id(), order.by(), order.life().session());
    watch.addKill(order);
    call(order, kill);
  }

  /** Sends one of several when its turn comes. */
  void add(Order order, KillOrder kill) {
    paced.add(() -> sendNext(order, kill));
  }

  private void sendNext(Order order, KillOrder kill) {
    if (!book.markSent(order)) {
      return;
    }
    log.info("Order {}: {} kills session {}", order.id(), order.by(), order.life().session());
    watch.addRecovered(order);
    call(order, kill);
    teller.tell(order, new OrderNews.Asked());
  }

  private void call(Order order, KillOrder kill) {
    try {
      KillOutcome outcome = gateway.kill(order.life().session(), kill);
      if (outcome.alreadyOver()) {
        end(order, State.CONFIRMED, "was over already", new OrderNews.AlreadyOver());
        return;
      }
      boolean ignored = book.markAccepted(order); // false: the watch has seen the end already
    } catch (SessionApiException.Unavailable | SessionApiException.OutcomeUnknown e) {
      log.warn("Order {}: no answer to the kill; watching what became of it", order.id(), e);
    } catch (SessionApiException.NotFound e) {
      end(order, State.CONFIRMED, "unknown to the server", new OrderNews.AlreadyOver());
    } catch (SessionApiException e) {
      log.warn("Order {}: the kill was refused", order.id(), e);
      end(order, State.REFUSED, Outcomes.refusal(e), new OrderNews.NotDone(e));
    } catch (RuntimeException e) {
      log.error("Order {}: the kill broke off; watching what became of it", order.id(), e);
    }
  }

  private void end(Order order, State state, String outcome, OrderNews news) {
    watch.forget(order.id());
    outcomes.settleAndTell(order, state, outcome, news);
  }
}
