package drover.order;

import drover.monitor.Board;
import drover.order.Order.State;
import drover.session.Agent;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what a respawn or creation without an answer may have made. It only reads. */
final class SuccessorSearch {
  private static final Logger log = LoggerFactory.getLogger(SuccessorSearch.class);

  /** Clocks are not that exact. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Board board;
  private final SessionGateway gateway;
  private final OrderBook book;
  private final OrderTeller teller;

  SuccessorSearch(Board board, SessionGateway gateway, OrderBook book, OrderTeller teller) {
    this.board = board;
    this.gateway = gateway;
    this.book = book;
    this.teller = teller;
  }

  /** Lists, settles the order as unknown, and says what was found; returns whether anything was. */
  boolean look(Order order) {
    Board.Snapshot snapshot = board.refreshed(Purpose.PERSON);
    Agent found = candidate(order, snapshot.agents()).orElse(null);
    String outcome =
        found == null ? "no answer; no new session found" : "no answer; found " + found.id();
    OrderNews unknown = new OrderNews.Unknown(found, snapshot.trouble());
    if (book.settle(order, State.UNKNOWN, found == null ? null : found.id(), outcome, unknown)) {
      teller.tell(order, unknown);
    }
    return found != null;
  }

  /**
   * Looks again, from memory, for what was not found at first; false while there is nothing.
   *
   * @param agents those known now
   */
  boolean lookAgain(Order order, List<Agent> agents) {
    Agent found = candidate(order, agents).orElse(null);
    if (found == null) {
      return false;
    }
    if (book.foundLater(order, found.id())) {
      teller.tell(order, new OrderNews.Unknown(found, null));
    }
    return true;
  }

  /** Reads a new session so that its life is known; null when the server does not tell yet. */
  @Nullable Agent freshly(SessionId successor) {
    try {
      return board.read(successor, Purpose.PERSON);
    } catch (SessionApiException e) {
      log.info("The new session {} cannot be read yet: {}", successor, e.getMessage());
      return null;
    }
  }

  /** Of those that began after the order and belong to no other order, the newest. */
  private Optional<Agent> candidate(Order order, List<Agent> agents) {
    Instant since = order.requestedAt().plus(gateway.clockOffset()).minus(SLACK);
    return agents.stream()
        .filter(agent -> !agent.id().equals(order.life().session()))
        .filter(agent -> isRelated(agent, order))
        .filter(agent -> !start(agent).isBefore(since))
        .filter(agent -> !book.isMadeByAnother(order, agent.id()))
        .max(Comparator.comparing(SuccessorSearch::start));
  }

  /** Created: the same name and task. Respawned: the same name, or a child. */
  private static boolean isRelated(Agent agent, Order order) {
    if (order.kind() == Order.Kind.CREATE) {
      return agent.name().equals(order.agentName())
          && Objects.equals(agent.session().task(), order.task());
    }
    return agent.name().equals(order.agentName())
        || order.life().session().equals(agent.session().family().parent());
  }

  private static Instant start(Agent agent) {
    Instant start = agent.session().times().start();
    return start == null ? Instant.MIN : start;
  }
}
