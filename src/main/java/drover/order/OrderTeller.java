package drover.order;

/** Tells the people who gave an order what becomes of it. Any thread. */
public interface OrderTeller {
  /**
   * Tells at once. Hands over and returns; what it throws is logged and changes nothing about the
   * order.
   */
  void tell(Order order, OrderNews news);

  /**
   * Stores the last word, inside the transaction that settles the order, so that it is told even if
   * the program dies before {@link #tell}, or the chat service is away for long. Writes to stores
   * and does nothing else.
   */
  void settled(Order order, OrderNews news);
}
