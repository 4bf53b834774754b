package drover.order;

import drover.order.Order.Kind;
import drover.order.Order.State;
import drover.session.AgentLife;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the earlier order that a new one would repeat. Looking and writing down are one step:
 * callers hold one lock over both.
 */
final class Claims {
  private final OrderLog orders;
  private final OrderBook book;

  Claims(OrderLog orders, OrderBook book) {
    this.orders = orders;
    this.book = book;
  }

  /** Writes it down and takes it; from here on it is never taken again. */
  Order claim(Order draft) {
    Order order = book.request(draft);
    if (!book.markSent(order)) {
      throw new IllegalStateException("order " + order.id() + " was taken by somebody else");
    }
    return order;
  }

  /** Writes it down; it is ours to take later. */
  Order reserve(Order draft) {
    Order order = book.request(draft);
    book.adopt(order);
    return order;
  }

  /**
   * The newest order of such a kind that is being carried out. An open one that this process does
   * not carry out was written down by half, when the log failed: it never left and must not stand
   * in the way.
   */
  Optional<Order> underWay(AgentLife life, Predicate<Kind> wanted) {
    for (Order order : orders.of(life)) {
      if (wanted.test(order.kind()) && !order.state().isSettled()) {
        if (book.isOurs(order)) {
          return Optional.of(order);
        }
        boolean ignored =
            book.settle(order, State.FAILED, null, "written down by half, never left", null);
      }
    }
    return Optional.empty();
  }

  /** The respawn that was done, or is being carried out. */
  Optional<Order> respawnOf(AgentLife life) {
    return orders.respawnOf(life).or(() -> underWay(life, kind -> kind == Kind.RESPAWN));
  }

  /** The creation that has made something, may have, or still may. */
  Optional<Order> creationOf(AgentLife unborn) {
    return orders.of(unborn).stream().filter(this::mayHaveMade).findFirst();
  }

  private boolean mayHaveMade(Order order) {
    return switch (order.state()) {
      case REQUESTED -> book.isOurs(order);
      case SENT, ACCEPTED, CONFIRMED, UNKNOWN -> true;
      case REFUSED, FAILED -> false;
    };
  }
}
