package drover.order;

import drover.base.Transactor;
import drover.history.AuditEntry;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.order.Order.State;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes orders down: the log, and with its last word the history and the audit trail. */
final class OrderBook {
  private final OrderLog log;
  private final HistoryStore history;
  private final Transactor transactor;
  private final SuccessorListener successors;
  private final Lineages lineages;
  private final Clock clock;
  private final OrderTeller teller;
  private final Set<Long> ours = ConcurrentHashMap.newKeySet();

  OrderBook(
      OrderLog log,
      HistoryStore history,
      Transactor transactor,
      SuccessorListener successors,
      Lineages lineages,
      Clock clock,
      OrderTeller teller) {
    this.log = log;
    this.history = history;
    this.transactor = transactor;
    this.successors = successors;
    this.lineages = lineages;
    this.clock = clock;
    this.teller = teller;
  }

  /** Writes it down as requested. */
  Order request(Order order) {
    return transactor.call(
        () -> {
          Order written = log.request(order);
          if (written.kind() != Order.Kind.CREATE) {
            history.append(entry(written, written.life()));
          }
          return written;
        });
  }

  /** Several steps as one. */
  <T> T together(Supplier<T> steps) {
    return transactor.call(steps);
  }

  /** From here on it must never be sent again; false when somebody else took it. */
  boolean markSent(Order order) {
    boolean taken = log.move(order.id(), State.REQUESTED, State.SENT);
    if (taken) {
      adopt(order);
    }
    return taken;
  }

  /** This process sees to it that the order is settled. */
  void adopt(Order order) {
    ours.add(order.id());
  }

  /** What an order of unknown outcome seems to have made; false when that was known before. */
  boolean foundLater(Order order, SessionId found) {
    return log.find(order.id())
        .filter(now -> now.state() == State.UNKNOWN && now.successor() == null)
        .filter(
            now ->
                log.settle(
                    order.id(),
                    State.UNKNOWN,
                    State.UNKNOWN,
                    found,
                    "no answer; found " + found + " later",
                    clock.instant()))
        .isPresent();
  }

  /** Whether another order is known to have made this session. */
  boolean isMadeByAnother(Order order, SessionId session) {
    return log.originOf(session).filter(origin -> origin.id() != order.id()).isPresent();
  }

  boolean isOurs(Order order) {
    return ours.contains(order.id());
  }

  /** It was surely not carried out and goes again later; false when it is not open any more. */
  boolean markWaiting(Order order) {
    return log.move(order.id(), State.SENT, State.REQUESTED);
  }

  boolean markAccepted(Order order) {
    return log.move(order.id(), State.SENT, State.ACCEPTED);
  }

  /**
   * Settles an open order from whatever state it is in; false when it is settled already.
   *
   * @param lastWord stored to be told for certain; null when another order tells it
   */
  boolean settle(
      Order order,
      State to,
      @Nullable SessionId successor,
      String outcome,
      @Nullable OrderNews lastWord) {
    boolean settled = settleOpen(order, to, successor, outcome, lastWord);
    ours.remove(order.id());
    return settled;
  }

  /** Ends an order that has not left, so that it never will; false when it has. */
  boolean withdraw(Order order, String why) {
    boolean withdrawn =
        transactor.call(
            () -> {
              Instant now = clock.instant();
              boolean waited =
                  log.settle(order.id(), State.REQUESTED, State.FAILED, null, why, now);
              if (waited) {
                history.audit(audit(order, State.FAILED, null, why, now));
              }
              return waited;
            });
    if (withdrawn) {
      ours.remove(order.id());
    }
    return withdrawn;
  }

  private boolean settleOpen(
      Order order,
      State to,
      @Nullable SessionId successor,
      String outcome,
      @Nullable OrderNews lastWord) {
    return transactor.call(
        () -> {
          State from = log.find(order.id()).map(Order::state).orElse(order.state());
          Instant now = clock.instant();
          if (from.isSettled() || !log.settle(order.id(), from, to, successor, outcome, now)) {
            return false;
          }
          history.audit(audit(order, to, successor, outcome, now));
          if (to == State.CONFIRMED && successor != null) {
            follow(order, successor);
          }
          if (lastWord != null) {
            teller.settled(order, lastWord);
          }
          return true;
        });
  }

  private void follow(Order order, SessionId successor) {
    if (order.kind() == Order.Kind.CREATE) {
      history.append(entry(order, new AgentLife(successor, "")));
    } else {
      successors.respawned(order, successor);
      transactor.afterCommit(() -> lineages.add(order, successor));
    }
  }

  private static HistoryEntry entry(Order order, AgentLife life) {
    return new HistoryEntry(
        life,
        order.agentName(),
        switch (order.kind()) {
          case KILL, FORCE_KILL -> "kill";
          case RESPAWN -> "respawn";
          case CREATE -> "create";
        },
        order.requestedAt(),
        order.requestedAt(),
        order.detail(),
        order.byName(),
        null,
        null);
  }

  private static AuditEntry audit(
      Order order, State to, @Nullable SessionId successor, String outcome, Instant now) {
    String detail = order.detail() == null ? outcome : order.detail() + "; " + outcome;
    return new AuditEntry(
        now,
        order.by(),
        order.byName(),
        order.chat(),
        order.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        subject(order, successor),
        order.agentName(),
        detail,
        word(to));
  }

  /** A creation is about the agent it made, if it made one. */
  private static @Nullable String subject(Order order, @Nullable SessionId successor) {
    if (order.kind() != Order.Kind.CREATE) {
      return order.life().session().value();
    }
    return successor == null ? null : successor.value();
  }

  private static String word(State state) {
    return switch (state) {
      case CONFIRMED -> "done";
      case REFUSED -> "refused";
      case FAILED -> "failed";
      case REQUESTED, SENT, ACCEPTED, UNKNOWN -> "unknown";
    };
  }
}
