package drover.command;

import drover.access.Role;
import drover.chat.CommandCall;
import drover.order.Eligible;
import drover.order.Orders;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities.Feature;
import drover.session.KillOrder;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.view.KillView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks, then kills. Only an order button, pressed once, carries it out. */
final class KillCommand implements Command {
  private static final String YES = "yes";
  private static final String FORCE = "force";

  private final Desk desk;
  private final Subject subject;
  private final Orders orders;

  KillCommand(Desk desk, Subject subject, Orders orders) {
    this.desk = desk;
    this.subject = subject;
    this.orders = orders;
  }

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public Role role(boolean group) {
    return Role.OPERATOR;
  }

  @Override
  public String usage() {
    return "/kill REF [-- REASON]";
  }

  @Override
  public String summary() {
    return "end an agent, after asking";
  }

  /** The order itself; the question may wait its turn. */
  @Override
  public boolean isUrgent(CommandCall call) {
    return call.words().contains(YES) || call.words().contains(FORCE);
  }

  @Override
  public void pressedAgain(Invocation invocation, Screen screen) {
    Pages.explainLostPress(orders, invocation, screen, KillView::notDone, desk.board());
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    if (!desk.gateway().capabilities().can(Feature.KILL)) {
      screen.show(Pages.cannot("kill"));
      return;
    }
    if (invocation.pressed()) {
      pressed(invocation, screen);
    } else {
      typed(invocation, screen);
    }
  }

  private void typed(Invocation invocation, Screen screen) {
    Typed typed = Typed.of(invocation.call());
    String reason = typed.reason();
    CommandCall about = new CommandCall(name(), typed.before());
    Duration late = Lateness.of(invocation, desk.clock().instant());
    subject
        .of(
            invocation,
            about.words(),
            reason == null ? List.of() : List.of("reason:" + reason),
            screen)
        .ifPresent(found -> question(found.id(), null, false, reason, late, invocation, screen));
  }

  private void pressed(Invocation invocation, Screen screen) {
    Words words = new Words(invocation.words());
    String reason = words.take("reason").orElse(null);
    boolean yes = words.takeWord(YES);
    boolean force = words.takeWord(FORCE);
    AgentLife life = invocation.life() == null ? null : AgentLife.parse(invocation.life());
    Optional<Reference.Found> found = subject.of(invocation, words.rest(), screen);
    if (found.isEmpty()) {
      return;
    }
    Duration late = Lateness.of(invocation, desk.clock().instant());
    if (life != null && invocation.ordered() && (yes || force) && late == null) {
      order(life, reason, force, invocation, screen);
    } else {
      question(found.get().id(), life, force, reason, late, invocation, screen);
    }
  }

  /**
   * @param life the life that the button was drawn for; null when typed
   * @param force whether to ask about a kill by force
   */
  private void question(
      SessionId id,
      @Nullable AgentLife life,
      boolean force,
      @Nullable String reason,
      @Nullable Duration late,
      Invocation invocation,
      Screen screen) {
    Agent agent = desk.board().read(id, Purpose.PERSON);
    if (refused(agent, life, invocation, screen)) {
      return;
    }
    screen.show(
        KillView.question(
            agent,
            force && desk.gateway().capabilities().can(Feature.FORCE_KILL),
            Children.dyingWith(agent, desk.board().snapshot()),
            reason,
            late,
            desk.moment(invocation.chat())));
  }

  private void order(
      AgentLife life,
      @Nullable String reason,
      boolean force,
      Invocation invocation,
      Screen screen) {
    screen.toast("Checking…");
    Agent agent;
    try {
      agent = desk.board().read(life.session(), Purpose.KILL);
    } catch (SessionApiException e) {
      screen.show(Pages.notKilled(life, invocation, desk.board().snapshot(), e));
      return;
    }
    if (refused(agent, life, invocation, screen)) {
      return;
    }
    orders.kill(
        new Orders.Request(
            life,
            agent.name(),
            invocation.by().id(),
            invocation.by().name(),
            invocation.chat(),
            invocation.page(),
            reason),
        new KillOrder(
            reason == null ? "Killed by " + invocation.by().name() + " via Telegram" : reason,
            force && desk.gateway().capabilities().can(Feature.FORCE_KILL)));
  }

  /** Says what happened meanwhile when the order is for nothing any more. */
  private boolean refused(
      Agent agent, @Nullable AgentLife life, Invocation invocation, Screen screen) {
    if (life != null && !agent.life().equals(life)) {
      screen.show(KillView.otherLife(agent));
      return true;
    }
    if (!Eligible.forKill(agent)) {
      screen.show(
          KillView.alreadyOver(agent, desk.moment(invocation.chat()), Eligible.forRespawn(agent)));
      return true;
    }
    return false;
  }
}
