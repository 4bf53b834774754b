package drover.order;

import drover.chat.MessageRef;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps orders. Each change is a compare-and-set on the state. */
public interface OrderLog {
  /**
   * Writes an order down as REQUESTED and returns it with its number; {@code order.id} is ignored.
   */
  Order request(Order order);

  /** Moves on; false when it was not in {@code from} any more. */
  boolean move(long id, Order.State from, Order.State to);

  /** Settles it, or moves it to ACCEPTED, with what is known now. */
  boolean settle(
      long id,
      Order.State from,
      Order.State to,
      @Nullable SessionId successor,
      @Nullable String outcome,
      Instant at);

  Optional<Order> find(long id);

  /** Not settled, oldest first. */
  List<Order> open();

  /** Newest first. */
  List<Order> of(AgentLife life);

  /** All whose message this is, oldest first: several when they were given together. */
  List<Order> of(MessageRef message);

  /** The newest kill or forced kill of this life that was not refused and did not fail. */
  Optional<Order> killOf(AgentLife life);

  /** The life's confirmed respawn, when there is one. */
  Optional<Order> respawnOf(AgentLife life);

  /** The newest confirmed respawns, the newest first; at most {@code limit}. */
  List<Succession> successions(int limit);

  /** The order whose successor this session is. */
  Optional<Order> originOf(SessionId successor);
}
