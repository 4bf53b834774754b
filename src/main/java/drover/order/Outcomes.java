package drover.order;

import drover.order.Order.State;
import drover.session.SessionApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles orders by what came of the call, and tells. Any thread. */
final class Outcomes {
  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  private final OrderBook book;
  private final OrderTeller teller;
  private final SuccessorSearch search;
  private final OrderWatch watch;

  Outcomes(OrderBook book, OrderTeller teller, SuccessorSearch search, OrderWatch watch) {
    this.book = book;
    this.teller = teller;
    this.search = search;
    this.watch = watch;
  }

  /** The person learns the truth also when it cannot be written down now. */
  void settleAndTell(Order order, State state, String outcome, OrderNews news) {
    boolean tell = true;
    try {
      tell = book.settle(order, state, null, outcome, news);
    } catch (RuntimeException e) {
      log.error("Order {}: {}, but not written down", order.id(), outcome, e);
    }
    if (tell) {
      teller.tell(order, news);
    }
  }

  /** The call that was to make a new session failed: nothing is there, or one has to look. */
  void failed(Order order, RuntimeException failure) {
    if (failure instanceof SessionApiException.OutcomeUnknown) {
      log.warn("Order {}: no answer; looking for the new session", order.id(), failure);
      lookNowOrLater(order);
    } else if (failure instanceof SessionApiException.Unavailable) {
      log.warn("Order {}: it never left", order.id(), failure);
      OrderNews notDone = new OrderNews.NotDone(failure);
      settleAndTell(order, State.FAILED, "the server does not answer", notDone);
    } else if (failure instanceof SessionApiException refused) {
      log.warn("Order {}: it was refused", order.id(), failure);
      settleAndTell(order, State.REFUSED, refusal(refused), new OrderNews.NotDone(failure));
    } else {
      log.error("Order {}: the call broke off; looking for the new session", order.id(), failure);
      lookNowOrLater(order);
    }
  }

  static String refusal(SessionApiException e) {
    return e instanceof SessionApiException.Refused refused
        ? "refused: " + refused.code()
        : e.getClass().getSimpleName();
  }

  /** It has left: whatever fails now, it is looked for again and not sent again. */
  private void lookNowOrLater(Order order) {
    try {
      if (!search.look(order)) {
        watch.addMissed(order);
      }
    } catch (RuntimeException e) {
      log.error("Order {}: cannot look for the new session yet", order.id(), e);
      watch.addSearch(order);
    }
  }
}
