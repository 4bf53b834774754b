package drover.command;

import drover.chat.OutgoingMessage;
import drover.order.Eligible;
import drover.order.Order;
import drover.order.OrderNews;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities.Feature;
import drover.session.SessionPlan.Part;
import drover.session.SessionStatus;
import drover.view.CreateView;
import drover.view.KillView;
import drover.view.KillView.Told;
import drover.view.LookedUp;
import drover.view.Moment;
import drover.view.RespawnView;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the words for one order, by what is so now.
 *
 * @param hearsAll whether its chat hears of every agent anyway
 */
record OrderWords(Order order, Desk desk, Duration verifyTimeout, boolean hearsAll) {
  private static final String NO_PARENT = "The server does not know its parent any more.";
  private static final String NEVER_LEFT =
      "I was stopped before it left. Order it again when you still want it.";

  OutgoingMessage of(OrderNews news) {
    return LastWord.of(news).map(this::of).orElseGet(() -> news.accept(new UnderWay()));
  }

  OutgoingMessage of(LastWord word) {
    return switch (word.kind()) {
      case ENDED -> {
        boolean respawn = mayRespawn() && word.status() != SessionStatus.COMPLETED;
        boolean force = order.kind() == Order.Kind.FORCE_KILL;
        yield KillView.ended(told(), word.status(), word.time(), force, respawn);
      }
      case ALREADY_OVER -> alreadyOver();
      case GIVEN_UP -> KillView.givenUp(told(), word.time());
      case NOT_DONE -> notDone(word);
      case RESPAWNED -> respawned(word);
      case CREATED -> CreateView.created(newcomer(), theNewOne(word), !hearsAll);
      case UNKNOWN -> {
        LookedUp lookedUp = new LookedUp(word.life(), word.name(), word.why());
        yield isCreation()
            ? CreateView.unknown(newcomer(), lookedUp)
            : RespawnView.unknown(told(), lookedUp);
      }
    };
  }

  private OutgoingMessage alreadyOver() {
    Optional<Agent> agent = desk.board().snapshot().find(order.life()).filter(Agent::isOver);
    return agent
        .map(
            over -> KillView.alreadyOver(over, moment(), mayRespawn() && Eligible.forRespawn(over)))
        .orElseGet(() -> KillView.alreadyOver(told(), mayRespawn()));
  }

  private OutgoingMessage notDone(LastWord word) {
    String why = word.why() == null ? NEVER_LEFT : word.why();
    if (isCreation()) {
      boolean orphan = word.part() == Part.PARENT && word.why() != null;
      return CreateView.notDone(newcomer(), orphan ? NO_PARENT : why, word.part());
    }
    return isRespawn() ? RespawnView.notDone(told(), why) : KillView.notDone(told(), why);
  }

  /** The old one may have ended since this was stored. */
  private OutgoingMessage respawned(LastWord word) {
    boolean over = desk.board().snapshot().find(order.life()).map(Agent::isOver).orElse(false);
    return RespawnView.done(told(), theNewOne(word), word.oldAlive() && !over);
  }

  private static AgentLife theNewOne(LastWord word) {
    AgentLife life = word.life();
    if (life == null) {
      throw new IllegalArgumentException("a new agent without its life");
    }
    return life;
  }

  private boolean mayForce() {
    return desk.gateway().capabilities().can(Feature.FORCE_KILL);
  }

  private boolean isRespawn() {
    return order.kind() == Order.Kind.RESPAWN;
  }

  private boolean isCreation() {
    return order.kind() == Order.Kind.CREATE;
  }

  private CreateView.Told newcomer() {
    return new CreateView.Told(
        Order.draftOf(order.life()),
        order.by(),
        order.agentName(),
        order.byName(),
        order.chat().isGroup());
  }

  private boolean mayRespawn() {
    return desk.gateway().capabilities().can(Feature.RESPAWN);
  }

  private Moment moment() {
    return desk.moment(order.chat());
  }

  private Told told() {
    return told(order);
  }

  private static Told told(Order order) {
    String reason = order.kind().isKill() ? order.detail() : null;
    return new Told(order.life(), order.agentName(), order.byName(), reason);
  }

  /** What is said until the last word. */
  private final class UnderWay implements OrderNews.Visitor<OutgoingMessage> {
    @Override
    public OutgoingMessage asked(OrderNews.Asked news) {
      if (isCreation()) {
        return CreateView.asked(newcomer());
      }
      return isRespawn()
          ? RespawnView.asked(told())
          : KillView.asked(told(), order.kind() == Order.Kind.FORCE_KILL);
    }

    @Override
    public OutgoingMessage waiting(OrderNews.Waiting news) {
      return CreateView.waiting(newcomer(), news.time());
    }

    @Override
    public OutgoingMessage stillAlive(OrderNews.StillAlive news) {
      return KillView.stillAlive(told(), news.waited(), mayForce(), news.trouble());
    }

    @Override
    public OutgoingMessage repeated(OrderNews.Repeated news) {
      Order earlier = news.earlier();
      if (isCreation()) {
        return CreateView.doneBefore(newcomer(), news.successor());
      }
      return isRespawn()
          ? RespawnView.doneBefore(told(earlier), news.successor(), moment())
          : KillView.askedBefore(
              told(earlier), earlier.requestedAt(), mayForce() && isUp(earlier), moment());
    }

    /** Force is for what outlived the time that a kill may take. */
    private boolean isUp(Order earlier) {
      Duration age = Duration.between(earlier.requestedAt(), desk.clock().instant());
      return age.compareTo(verifyTimeout) >= 0;
    }

    @Override
    public OutgoingMessage ended(OrderNews.Ended news) {
      return last(news);
    }

    @Override
    public OutgoingMessage alreadyOver(OrderNews.AlreadyOver news) {
      return last(news);
    }

    @Override
    public OutgoingMessage givenUp(OrderNews.GivenUp news) {
      return last(news);
    }

    @Override
    public OutgoingMessage notDone(OrderNews.NotDone news) {
      return last(news);
    }

    @Override
    public OutgoingMessage respawned(OrderNews.Respawned news) {
      return last(news);
    }

    @Override
    public OutgoingMessage created(OrderNews.Created news) {
      return last(news);
    }

    @Override
    public OutgoingMessage unknown(OrderNews.Unknown news) {
      return last(news);
    }

    private static OutgoingMessage last(OrderNews news) {
      throw new IllegalArgumentException("a last word: " + news);
    }
  }
}
