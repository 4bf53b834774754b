package drover.command;

import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.order.Eligible;
import drover.order.Order;
import drover.order.OrderNews;
import drover.order.OrderTeller;
import drover.session.Agent;
import drover.session.Capabilities.Feature;
import drover.session.SessionStatus;
import drover.view.ErrorLine;
import drover.view.KillView;
import drover.view.KillView.Told;
import drover.view.Moment;
import drover.view.RespawnView;
import java.time.Duration;
import java.util.Optional;

/** Edits an order's message as the order goes on. */
final class OrderMessages implements OrderTeller {
  private static final String NEVER_LEFT =
      "I was stopped before it left. Order it again when you still want it.";

  private final Messenger messenger;
  private final Desk desk;
  private final Duration verifyTimeout;

  OrderMessages(Messenger messenger, Desk desk, Duration verifyTimeout) {
    this.messenger = messenger;
    this.desk = desk;
    this.verifyTimeout = verifyTimeout;
  }

  @Override
  public void tell(Order order, OrderNews news) {
    OutgoingMessage message = news.accept(new Wording(order, desk, verifyTimeout));
    Long shown = order.message();
    var ignored =
        shown == null
            ? messenger.send(order.chat(), message)
            : messenger.edit(new MessageRef(order.chat(), shown), message);
  }

  /** Finds the words. */
  private record Wording(Order order, Desk desk, Duration verifyTimeout)
      implements OrderNews.Visitor<OutgoingMessage> {
    @Override
    public OutgoingMessage asked(OrderNews.Asked news) {
      return isRespawn()
          ? RespawnView.asked(told())
          : KillView.asked(told(), order.kind() == Order.Kind.FORCE_KILL);
    }

    @Override
    public OutgoingMessage ended(OrderNews.Ended news) {
      boolean respawn = mayRespawn() && news.status() != SessionStatus.COMPLETED;
      return KillView.ended(told(), news.status(), news.after(), respawn);
    }

    @Override
    public OutgoingMessage alreadyOver(OrderNews.AlreadyOver news) {
      Optional<Agent> agent = desk.board().snapshot().find(order.life()).filter(Agent::isOver);
      return agent
          .map(
              over ->
                  KillView.alreadyOver(over, moment(), mayRespawn() && Eligible.forRespawn(over)))
          .orElseGet(() -> KillView.alreadyOver(told(), mayRespawn()));
    }

    @Override
    public OutgoingMessage stillAlive(OrderNews.StillAlive news) {
      return KillView.stillAlive(told(), news.waited(), mayForce(), news.trouble());
    }

    @Override
    public OutgoingMessage givenUp(OrderNews.GivenUp news) {
      return KillView.givenUp(told(), news.waited());
    }

    @Override
    public OutgoingMessage notDone(OrderNews.NotDone news) {
      String why = news.failure() == null ? NEVER_LEFT : ErrorLine.of(news.failure());
      return isRespawn() ? RespawnView.notDone(told(), why) : KillView.notDone(told(), why);
    }

    @Override
    public OutgoingMessage respawned(OrderNews.Respawned news) {
      return RespawnView.done(told(), news.successor(), news.oldAlive());
    }

    @Override
    public OutgoingMessage unknown(OrderNews.Unknown news) {
      return RespawnView.unknown(told(), news.found(), news.trouble());
    }

    @Override
    public OutgoingMessage repeated(OrderNews.Repeated news) {
      Told earlier = told(news.earlier());
      return isRespawn()
          ? RespawnView.doneBefore(earlier, news.successor(), moment())
          : KillView.askedBefore(
              earlier, news.earlier().requestedAt(), mayForce() && isUp(news.earlier()), moment());
    }

    /** Force is for what outlived the time that a kill may take. */
    private boolean isUp(Order earlier) {
      Duration age = Duration.between(earlier.requestedAt(), desk.clock().instant());
      return age.compareTo(verifyTimeout) >= 0;
    }

    private boolean mayForce() {
      return desk.gateway().capabilities().can(Feature.FORCE_KILL);
    }

    private boolean isRespawn() {
      return order.kind() == Order.Kind.RESPAWN;
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
      String reason = order.kind() == Order.Kind.RESPAWN ? null : order.detail();
      return new Told(order.life(), order.agentName(), order.byName(), reason);
    }
  }
}
