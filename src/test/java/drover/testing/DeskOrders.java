package drover.testing;

import drover.chat.MessageRef;
import drover.order.Order;
import drover.order.OrderLog;
import drover.order.Succession;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Orders in memory. Any thread. */
public final class DeskOrders implements OrderLog {
  private final Map<Long, Order> orders = new LinkedHashMap<>();
  private boolean down;
  private int refusedMoves;
  private volatile Runnable onLookup = () -> {};

  /** So many changes of state fail, though new orders can be written. */
  public synchronized void refuseMoves(int count) {
    refusedMoves = count;
  }

  /** Runs whenever somebody looks for an earlier respawn, on that thread. */
  public void onLookup(Runnable action) {
    onLookup = action;
  }

  /** From now on nothing can be written. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  public synchronized List<Order> all() {
    return List.copyOf(orders.values());
  }

  @Override
  public synchronized Order request(Order order) {
    failIfDown();
    long id = orders.size() + 1L;
    Order written = copy(order, id, Order.State.REQUESTED, null, null, null);
    orders.put(id, written);
    return written;
  }

  @Override
  public synchronized boolean move(long id, Order.State from, Order.State to) {
    failIfDown();
    if (refusedMoves-- > 0) {
      throw new IllegalStateException("the database is full");
    }
    Order order = orders.get(id);
    if (order == null || order.state() != from) {
      return false;
    }
    orders.put(id, copy(order, id, to, null, null, null));
    return true;
  }

  @Override
  public synchronized boolean settle(
      long id,
      Order.State from,
      Order.State to,
      @Nullable SessionId successor,
      @Nullable String outcome,
      Instant at) {
    failIfDown();
    Order order = orders.get(id);
    if (order == null || order.state() != from) {
      return false;
    }
    String next = successor == null ? null : successor.value();
    orders.put(id, copy(order, id, to, to.isSettled() ? at : null, next, outcome));
    return true;
  }

  @Override
  public synchronized Optional<Order> find(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  @Override
  public synchronized List<Order> open() {
    return orders.values().stream().filter(order -> !order.state().isSettled()).toList();
  }

  @Override
  public synchronized List<Order> of(AgentLife life) {
    List<Order> found = new ArrayList<>(matching(order -> order.life().equals(life)));
    Collections.reverse(found);
    return found;
  }

  @Override
  public synchronized List<Order> of(MessageRef message) {
    return matching(
        order ->
            order.chat().equals(message.chat())
                && order.message() != null
                && order.message() == message.message());
  }

  @Override
  public synchronized Optional<Order> killOf(AgentLife life) {
    Set<Order.State> nothing = Set.of(Order.State.REFUSED, Order.State.FAILED);
    return of(life).stream()
        .filter(o -> o.kind().isKill() && !nothing.contains(o.state()))
        .findFirst();
  }

  @Override
  public Optional<Order> respawnOf(AgentLife life) {
    onLookup.run();
    return of(life).stream()
        .filter(o -> o.kind() == Order.Kind.RESPAWN && o.state() == Order.State.CONFIRMED)
        .findFirst();
  }

  @Override
  public synchronized List<Succession> successions(int limit) {
    List<Succession> found = new ArrayList<>();
    for (Order order : orders.values()) {
      String successor = order.successor();
      boolean done = order.state() == Order.State.CONFIRMED;
      if (order.kind() == Order.Kind.RESPAWN && done && successor != null) {
        found.add(
            0, new Succession(order.life(), order.agentName(), null, new SessionId(successor)));
      }
    }
    return found.stream().limit(limit).toList();
  }

  @Override
  public synchronized Optional<Order> originOf(SessionId successor) {
    return matching(o -> successor.value().equals(o.successor())).stream().findFirst();
  }

  private List<Order> matching(Predicate<Order> wanted) {
    return orders.values().stream().filter(wanted).toList();
  }

  private void failIfDown() {
    if (down) {
      throw new IllegalStateException("the database is down");
    }
  }

  private static Order copy(
      Order order,
      long id,
      Order.State state,
      @Nullable Instant settledAt,
      @Nullable String successor,
      @Nullable String outcome) {
    return new Order(
        id,
        order.kind(),
        order.life(),
        order.agentName(),
        order.by(),
        order.byName(),
        order.chat(),
        order.message(),
        order.detail(),
        state,
        order.requestedAt(),
        settledAt,
        successor,
        outcome,
        order.task());
  }
}
