package drover.command;

import drover.chat.OutgoingMessage;
import drover.monitor.Board;
import drover.order.Orders;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.view.ErrorLine;
import drover.view.KillView;
import drover.view.RespawnView;
import java.util.function.BiFunction;

/** Small answers that several commands give. */
final class Pages {
  private static final String NOT_ON_RECORD =
      "This was pressed before, but no order is on record: nothing was sent.";

  private Pages() {}

  static OutgoingMessage cannot(String what) {
    return OutgoingMessage.of("This server cannot " + what + " agents.");
  }

  static OutgoingMessage notKilled(
      AgentLife life, Invocation invocation, Board.Snapshot snapshot, Throwable failure) {
    return KillView.notDone(told(life, invocation, snapshot), why(failure));
  }

  static OutgoingMessage notRespawned(
      AgentLife life, Invocation invocation, Board.Snapshot snapshot, Throwable failure) {
    return RespawnView.notDone(told(life, invocation, snapshot), why(failure));
  }

  /**
   * A press that a crash cut off after its token was used up and before the order was written down.
   * Nothing left; the question must not stand there as if it could still be answered.
   */
  static void explainLostPress(
      Orders orders,
      Invocation invocation,
      Screen screen,
      BiFunction<KillView.Told, String, OutgoingMessage> page,
      Board board) {
    if (invocation.life() == null || invocation.page() == null) {
      return;
    }
    AgentLife life = AgentLife.parse(invocation.life());
    if (!orders.knows(life, invocation.page())) {
      screen.show(page.apply(told(life, invocation, board.snapshot()), NOT_ON_RECORD));
    }
  }

  private static String why(Throwable failure) {
    return ErrorLine.of(failure) + " I could not see its state, so nothing was ordered.";
  }

  private static KillView.Told told(
      AgentLife life, Invocation invocation, Board.Snapshot snapshot) {
    String name = snapshot.find(life.session()).map(Agent::name).orElse(life.session().shortForm());
    return new KillView.Told(life, name, invocation.by().name(), null);
  }
}
