package drover.command;

import drover.chat.OutgoingMessage;
import drover.monitor.Board;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.view.ErrorLine;
import drover.view.KillView;
import drover.view.RespawnView;

/** Small answers that several commands give. */
final class Pages {
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

  private static String why(Throwable failure) {
    return ErrorLine.of(failure) + " I could not see its state, so nothing was ordered.";
  }

  private static KillView.Told told(
      AgentLife life, Invocation invocation, Board.Snapshot snapshot) {
    String name = snapshot.find(life.session()).map(Agent::name).orElse(life.session().shortForm());
    return new KillView.Told(life, name, invocation.by().name(), null);
  }
}
