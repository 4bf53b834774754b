package drover.order;

/**
 * Tells the people who gave an order what becomes of it. Any thread; hands over and returns; what
 * it throws is logged and changes nothing about the order.
 */
public interface OrderTeller {
  void tell(Order order, OrderNews news);
}
