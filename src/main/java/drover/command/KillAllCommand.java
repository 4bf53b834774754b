package drover.command;

import drover.access.Role;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import drover.monitor.Board;
import drover.order.Eligible;
import drover.order.Orders;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities.Feature;
import drover.session.KillOrder;
import drover.session.Purpose;
import drover.session.SessionId;
import drover.subscription.AgentFilter;
import drover.view.Html;
import drover.view.KillAllView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names the victims, asks once, then kills them one after the other. */
final class KillAllCommand implements Command {
  /** Five minutes' worth of the server's limit. */
  static final int MOST = 200;

  private static final String YES = "yes";
  private static final String EVERYBODY = "all";

  private final Desk desk;
  private final FilterReader filters;
  private final Orders orders;

  KillAllCommand(Desk desk, FilterReader filters, Orders orders) {
    this.desk = desk;
    this.filters = filters;
    this.orders = orders;
  }

  @Override
  public String name() {
    return "killall";
  }

  @Override
  public Role role(boolean group) {
    return Role.OPERATOR;
  }

  @Override
  public String usage() {
    return "/killall FILTER [-- REASON]";
  }

  @Override
  public String summary() {
    return "end several agents, after asking once";
  }

  @Override
  public boolean isUrgent(CommandCall call) {
    return call.words().contains(YES);
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    if (!desk.gateway().capabilities().can(Feature.KILL)) {
      screen.show(Pages.cannot("kill"));
      return;
    }
    Words words = new Words(invocation.words());
    String reason = words.take("reason").orElse(null);
    // What is typed names nobody so: only our own buttons do.
    List<AgentLife> lives = invocation.pressed() ? lives(words) : List.of();
    if (words.takeWord(YES) && !lives.isEmpty()) {
      pressed(lives, reason, invocation, screen);
    } else {
      typed(invocation, screen);
    }
  }

  private void typed(Invocation invocation, Screen screen) {
    Typed typed = Typed.of(invocation.call());
    List<String> words = new CommandCall(name(), typed.before()).words();
    if (words.isEmpty()) {
      screen.show(KillAllView.missing());
      return;
    }
    Board.Snapshot snapshot = desk.board().refreshed(Purpose.PERSON);
    boolean everybody = words.size() == 1 && words.get(0).equalsIgnoreCase(EVERYBODY);
    try {
      AgentFilter filter = everybody ? AgentFilter.ALL : filters.now(invocation, words, snapshot);
      List<Agent> victims =
          snapshot.agents().stream()
              .filter(agent -> Eligible.forKill(agent) && filter.matches(agent))
              .sorted(AgentOrder.FIRST_THINGS_FIRST)
              .toList();
      ask(victims, typed.before(), typed.reason(), snapshot, invocation, screen);
    } catch (AgentFilter.Malformed e) {
      screen.show(OutgoingMessage.of("❗ " + Html.escape(e.problem())));
    }
  }

  private void ask(
      List<Agent> victims,
      String filter,
      @Nullable String reason,
      Board.Snapshot snapshot,
      Invocation invocation,
      Screen screen) {
    if (victims.isEmpty()) {
      screen.show(KillAllView.nobody(filter));
    } else if (victims.size() > MOST) {
      screen.show(KillAllView.tooMany(victims.size(), MOST));
    } else {
      screen.show(
          KillAllView.question(
              victims,
              children(victims, snapshot),
              reason,
              Lateness.of(invocation, desk.clock().instant()),
              desk.moment(invocation.chat())));
    }
  }

  /** The order, or the question again when the press came too late to be one. */
  private void pressed(
      List<AgentLife> lives, @Nullable String reason, Invocation invocation, Screen screen) {
    screen.toast("Checking…");
    Board.Snapshot snapshot = desk.board().refreshed(Purpose.KILL);
    List<Agent> victims =
        lives.stream()
            .flatMap(life -> snapshot.find(life).stream())
            .filter(Eligible::forKill)
            .toList();
    if (victims.isEmpty()) {
      screen.show(
          OutgoingMessage.of("Nothing to kill: all of them are over. Nothing was ordered."));
      return;
    }
    boolean late = Lateness.of(invocation, desk.clock().instant()) != null;
    if (!invocation.ordered() || late) {
      ask(victims, "", reason, snapshot, invocation, screen);
      return;
    }
    orders.killAll(
        victims.stream()
            .map(
                agent ->
                    new Orders.Request(
                        agent.life(),
                        agent.name(),
                        invocation.by().id(),
                        invocation.by().name(),
                        invocation.chat(),
                        invocation.page(),
                        reason))
            .toList(),
        new KillOrder(
            reason == null ? "Killed by " + invocation.by().name() + " via Telegram" : reason,
            false));
  }

  private static List<AgentLife> lives(Words words) {
    List<AgentLife> lives = new ArrayList<>();
    String key = KillAllView.LIFE.substring(0, KillAllView.LIFE.length() - 1);
    for (Optional<String> life = words.take(key); life.isPresent(); life = words.take(key)) {
      lives.add(AgentLife.parse(life.get()));
    }
    return lives;
  }

  private static int children(List<Agent> victims, Board.Snapshot snapshot) {
    Set<SessionId> dying = new HashSet<>();
    victims.forEach(agent -> dying.addAll(Children.below(agent, snapshot)));
    victims.forEach(agent -> dying.remove(agent.id()));
    return dying.size();
  }
}
