package drover.order;

import drover.base.StorageException;
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

  /** A store that fails takes the settling with it; anything else must not. */
  @Override
  public void settled(Order order, OrderNews news) {
    try {
      teller.settled(order, news);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("Order {}: its last word could not be stored", order.id(), e);
    }
  }
}
