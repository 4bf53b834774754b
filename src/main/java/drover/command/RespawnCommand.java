package drover.command;

import drover.access.Role;
import drover.order.Eligible;
import drover.order.Orders;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities;
import drover.session.Capabilities.Feature;
import drover.session.Purpose;
import drover.session.RespawnOrder;
import drover.session.SessionApiException;
import drover.view.KillView;
import drover.view.RespawnView;
import drover.view.RespawnView.Limit;
import drover.view.RespawnView.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers options, then respawns. What is chosen travels in the buttons' stored calls. */
final class RespawnCommand implements Command {
  private final Desk desk;
  private final Subject subject;
  private final Orders orders;

  RespawnCommand(Desk desk, Subject subject, Orders orders) {
    this.desk = desk;
    this.subject = subject;
    this.orders = orders;
  }

  @Override
  public String name() {
    return "respawn";
  }

  @Override
  public Role role(boolean group) {
    return Role.OPERATOR;
  }

  @Override
  public String usage() {
    return "/respawn REF";
  }

  @Override
  public String summary() {
    return "start a failed or stalled agent again, with options";
  }

  @Override
  public void pressedAgain(Invocation invocation, Screen screen) {
    Pages.explainLostPress(orders, invocation, screen, RespawnView::notDone, desk.board());
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    if (!desk.gateway().capabilities().can(Feature.RESPAWN)) {
      screen.show(Pages.cannot("respawn"));
      return;
    }
    Words words = new Words(invocation.words());
    String limit = words.take("limit").orElse(null);
    String reset = words.take("reset").orElse(null);
    String priority = words.take("priority").orElse(null);
    boolean now = invocation.pressed() && words.takeWord("now");
    boolean chosen = invocation.pressed() && (words.takeWord("set") || now);
    AgentLife life = invocation.life() == null ? null : AgentLife.parse(invocation.life());
    Options options = chosen ? new Options(limitOf(limit), "on".equals(reset), priority) : null;
    subject
        .of(invocation, words.rest(), screen)
        .ifPresent(
            found -> {
              Duration late = Lateness.of(invocation, desk.clock().instant());
              if (options != null && life != null && now && invocation.ordered() && late == null) {
                order(life, options, invocation, screen);
              } else {
                Agent agent = desk.board().read(found.id(), Purpose.PERSON);
                offer(agent, life, options, late, invocation, screen);
              }
            });
  }

  private void offer(
      Agent agent,
      @Nullable AgentLife life,
      @Nullable Options options,
      @Nullable Duration late,
      Invocation invocation,
      Screen screen) {
    if (refused(agent, life, invocation, screen)) {
      return;
    }
    Capabilities can = desk.gateway().capabilities();
    RespawnView.Choices choices =
        new RespawnView.Choices(
            can.can(Feature.RESPAWN_TOKEN_LIMIT),
            can.can(Feature.RESPAWN_RESET_PROGRESS),
            can.can(Feature.RESPAWN_PRIORITY));
    Options shown = options == null ? usual(agent, choices) : options;
    screen.show(RespawnView.options(agent, shown, choices, late, desk.moment(invocation.chat())));
  }

  private void order(AgentLife life, Options options, Invocation invocation, Screen screen) {
    screen.toast("Checking…");
    Agent agent;
    try {
      agent = desk.board().read(life.session(), Purpose.PERSON);
    } catch (SessionApiException e) {
      screen.show(Pages.notRespawned(life, invocation, desk.board().snapshot(), e));
      return;
    }
    if (refused(agent, life, invocation, screen)) {
      return;
    }
    Long limit = options.limit().of(agent.session().tokens().limit());
    orders.respawn(
        new Orders.Request(
            life,
            agent.name(),
            invocation.by().id(),
            invocation.by().name(),
            invocation.chat(),
            invocation.page(),
            inWords(options, limit)),
        new RespawnOrder(
            options.reset(),
            limit,
            options.priority(),
            "Respawned by " + invocation.by().name() + " via Telegram"),
        !agent.isOver());
  }

  private boolean refused(
      Agent agent, @Nullable AgentLife life, Invocation invocation, Screen screen) {
    if (life != null && !agent.life().equals(life)) {
      screen.show(KillView.otherLife(agent));
      return true;
    }
    if (!Eligible.forRespawnRequest(agent)) {
      screen.show(RespawnView.notNow(agent, desk.moment(invocation.chat())));
      return true;
    }
    return false;
  }

  /** One that ran out of tokens would run out again: more is chosen from the start. */
  private static Options usual(Agent agent, RespawnView.Choices choices) {
    boolean more = choices.limit() && RespawnView.outOfTokens(agent);
    return new Options(more ? Limit.HALF_MORE : Limit.SAME, false, null);
  }

  private static Limit limitOf(@Nullable String word) {
    return Arrays.stream(Limit.values())
        .filter(limit -> limit.word().equals(word))
        .findFirst()
        .orElse(Limit.SAME);
  }

  private static @Nullable String inWords(Options options, @Nullable Long limit) {
    List<String> words = new ArrayList<>();
    if (limit != null) {
      words.add("limit " + limit);
    }
    if (options.reset()) {
      words.add("progress reset");
    }
    if (options.priority() != null) {
      words.add("priority " + options.priority());
    }
    return words.isEmpty() ? null : String.join(", ", words);
  }
}
