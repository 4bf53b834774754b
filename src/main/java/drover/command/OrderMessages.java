package drover.command;

import drover.access.Access;
import drover.base.StorageException;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.order.Order;
import drover.order.OrderLog;
import drover.order.OrderNews;
import drover.order.OrderTeller;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.session.AgentLife;
import drover.subscription.SubscriptionStore;
import drover.view.KillAllView;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Edits an order's message as the order goes on. What is said on the way goes by the front lane
 * alone. The last word goes there too, since somebody waits for it, and is stored as a fact as
 * well: where the front lane did not bring it, the outbox does. Any thread.
 */
final class OrderMessages implements OrderTeller, Renderer {
  private static final Logger log = LoggerFactory.getLogger(OrderMessages.class);

  static final String KIND = "order-over";
  private static final String SUBJECT = "order:";
  private static final int REMEMBERED = 10_000;

  private final Needs needs;
  private final Duration verifyTimeout;

  /** Orders whose last word stands there. In memory: forgotten, the same edit is made again. */
  private final Map<Long, Boolean> told =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** What telling of orders needs. */
  record Needs(
      Messenger messenger,
      Notices notices,
      OrderLog orders,
      SubscriptionStore subscriptions,
      Desk desk,
      Access access) {}

  OrderMessages(Needs needs, Duration verifyTimeout) {
    this.needs = needs;
    this.verifyTimeout = verifyTimeout;
  }

  @Override
  public void tell(Order order, OrderNews news) {
    if (!needs.access().mayHear(order.chat())) {
      return; // whoever gave it has lost the role since
    }
    List<Order> together = together(order);
    OutgoingMessage message = together.isEmpty() ? words(order).of(news) : table(together);
    Long shown = order.message();
    CompletableFuture<SendResult> sent =
        shown == null
            ? needs.messenger().send(order.chat(), message)
            : needs.messenger().edit(new MessageRef(order.chat(), shown), message);
    if (LastWord.of(news).isPresent()) {
      var ignored = sent.thenAccept(result -> note(order, result));
    }
  }

  @Override
  public void settled(Order order, OrderNews news) {
    // Orders given together have one message, and its last word is that of the last of them.
    if (together(order).stream().anyMatch(each -> !each.state().isSettled())) {
      return;
    }
    LastWord.of(news)
        .ifPresent(
            word ->
                needs
                    .notices()
                    .post(
                        new Fact(
                            key(order),
                            needs.desk().clock().instant(),
                            Fact.Urgency.FIRST,
                            word.stored()),
                        List.of(order.chat())));
  }

  @Override
  public Rendering render(Delivery delivery) {
    long id = Long.parseLong(delivery.fact().key().subject().substring(SUBJECT.length()));
    if (told.containsKey(id)) {
      return new Rendering.Drop("told at once");
    }
    Order order = needs.orders().find(id).orElse(null);
    if (order == null || !needs.access().mayHear(delivery.to())) {
      return new Rendering.Drop("nobody is there to be told");
    }
    List<Order> together = together(order);
    OutgoingMessage message =
        together.isEmpty()
            ? words(order).of(LastWord.read(delivery.fact().data()))
            : table(together);
    Long shown = order.message();
    if (shown == null) {
      return new Rendering.Send(
          delivery.maybeRepeat()
              ? message.withHtml(message.html() + "\n<i>(may be a repeat)</i>")
              : message);
    }
    return new Rendering.Edit(new MessageRef(delivery.to(), shown), message, true);
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    // The order's row knows its message, and nothing follows a last word.
  }

  /** Those that share the message with this one, each life once; empty when it stands alone. */
  private List<Order> together(Order order) {
    if (order.message() == null) {
      return List.of();
    }
    Map<AgentLife, Order> newest = new LinkedHashMap<>();
    needs
        .orders()
        .of(new MessageRef(order.chat(), order.message()))
        .forEach(each -> newest.put(each.life(), each));
    return newest.size() < 2 ? List.of() : List.copyOf(newest.values());
  }

  private static OutgoingMessage table(List<Order> together) {
    Order any = together.get(0);
    return KillAllView.table(
        together.stream().map(OrderMessages::row).toList(), any.byName(), any.detail());
  }

  private static KillAllView.Row row(Order order) {
    KillAllView.Outcome outcome =
        switch (order.state()) {
          case REQUESTED -> KillAllView.Outcome.WAITING;
          case SENT, ACCEPTED -> KillAllView.Outcome.ASKED;
          case CONFIRMED -> KillAllView.Outcome.ENDED;
          case REFUSED, FAILED -> KillAllView.Outcome.NOT_DONE;
          case UNKNOWN -> KillAllView.Outcome.UNKNOWN;
        };
    String detail = order.outcome() == null ? "" : order.outcome();
    return new KillAllView.Row(order.life(), order.agentName(), outcome, detail);
  }

  private OrderWords words(Order order) {
    boolean hearsAll = order.kind() == Order.Kind.CREATE && hearsAll(order.chat());
    return new OrderWords(order, needs.desk(), verifyTimeout, hearsAll);
  }

  /** Without the database nobody is asked to subscribe. */
  private boolean hearsAll(ChatAddress chat) {
    try {
      return needs.subscriptions().of(chat).stream().anyMatch(each -> each.filter().isAll());
    } catch (StorageException e) {
      return true;
    }
  }

  private static FactKey key(Order order) {
    return new FactKey(SUBJECT + order.id(), KIND, 0);
  }

  /** What was said must not be said again over what somebody has turned to since. */
  private void note(Order order, SendResult result) {
    if (!(result instanceof SendResult.Sent)) {
      return;
    }
    told.put(order.id(), true);
    try {
      needs.notices().withdraw(key(order), order.chat());
    } catch (RuntimeException e) {
      log.warn("The stored last word of order {} is still there, to be dropped", order.id(), e);
    }
  }
}
