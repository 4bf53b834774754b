package drover.order;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a teller that fails from spoiling the order. */
final class SafeTeller implements OrderTeller {
  private static final Logger log = LoggerFactory.getLogger(SafeTeller.class);

  private final OrderTeller teller;

  SafeTeller(OrderTeller teller) {
    this.teller = teller;
  }

  @Override
  public void tell(Order order, OrderNews news) {
    try {
      teller.tell(order, news);
    } catch (RuntimeException e) {
      log.error("Order {}: could not tell {}", order.id(), news.getClass().getSimpleName(), e);
    }
  }
}
