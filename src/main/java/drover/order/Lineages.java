package drover.order;

import drover.monitor.Board;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Lineage;
import drover.session.Session;
import drover.session.SessionId;
import drover.subscription.Kin;
import drover.subscription.Traits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which agents were respawned here, and as which: in memory, from the log of orders. Any thread.
 */
public final class Lineages implements Kin {
  private static final int REMEMBERED = 10_000;

  /** Runs that a line is followed back; a longer one is told as at least that many. */
  private static final int LONGEST = 50;

  private static final int MOST_FORMER = 10;

  private final OrderLog orders;
  private final Board board;
  private final Map<SessionId, Succession> bySuccessor = bounded();
  private final Map<SessionId, SessionId> next = bounded();

  public Lineages(OrderLog orders, Board board) {
    this.orders = orders;
    this.board = board;
  }

  /** Reads what was written down; before anything is respawned. */
  public void load() {
    List<Succession> known = new ArrayList<>(orders.successions(REMEMBERED));
    Collections.reverse(known);
    known.forEach(this::add);
  }

  /** Notes what was just respawned. */
  void add(Order order, SessionId successor) {
    Long tokens =
        board
            .snapshot()
            .find(order.life())
            .map(agent -> agent.session().tokens().used())
            .orElse(null);
    add(new Succession(order.life(), order.agentName(), tokens, successor));
  }

  private synchronized void add(Succession one) {
    bySuccessor.put(one.successor(), one);
    next.put(one.old().session(), one.successor());
  }

  /** The line of this agent, with what its runs used together as far as known. */
  public Lineage of(Agent agent) {
    List<AgentLife> before = new ArrayList<>();
    Long own = agent.session().tokens().used();
    long tokens = own == null ? 0 : own;
    boolean whole = own != null;
    for (Succession one : back(agent.id(), LONGEST)) {
      Long used = used(one);
      tokens += used == null ? 0 : used;
      whole &= used != null;
      before.add(0, one.old());
    }
    return new Lineage(before, nextOf(agent.id()), tokens, whole);
  }

  @Override
  public Optional<String> nameOf(SessionId id) {
    return board.snapshot().find(id).map(Agent::name);
  }

  @Override
  public List<Traits> former(Agent agent) {
    Traits now = Traits.of(agent, this::nameOf);
    List<Traits> former = new ArrayList<>();
    for (Succession one : back(agent.id(), MOST_FORMER)) {
      former.add(
          board
              .snapshot()
              .find(one.old())
              .map(old -> Traits.of(old, this::nameOf))
              .orElseGet(() -> now.named(one.oldName())));
    }
    SessionId parent = agent.session().family().parent();
    if (parent != null) {
      for (Succession one : back(parent, MOST_FORMER)) {
        former.add(now.childOf(one.old().session(), one.oldName()));
      }
    }
    return former;
  }

  /** What it went on to use after it was respawned counts too, while it is listed. */
  private @Nullable Long used(Succession one) {
    Long seen =
        board
            .snapshot()
            .find(one.old())
            .map(Agent::session)
            .map(Session::tokens)
            .map(Session.Tokens::used)
            .orElse(null);
    Long known = one.oldTokens();
    return seen == null || (known != null && known > seen) ? known : seen;
  }

  /** The successions that lead to it, the last first. */
  private synchronized List<Succession> back(SessionId id, int most) {
    List<Succession> line = new ArrayList<>();
    Succession one = bySuccessor.get(id);
    while (one != null && line.size() < most) {
      line.add(one);
      one = bySuccessor.get(one.old().session());
    }
    return line;
  }

  private synchronized @Nullable SessionId nextOf(SessionId id) {
    return next.get(id);
  }

  private static <V> Map<SessionId, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<SessionId, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
