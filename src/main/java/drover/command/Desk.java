package drover.command;

import drover.access.Access;
import drover.chat.ChatAddress;
import drover.monitor.Board;
import drover.session.SessionGateway;
import drover.view.Moment;
import java.time.Clock;

/** What commands about agents share. */
record Desk(Board board, SessionGateway gateway, Access access, ListMemory lists, Clock clock) {
  Moment moment(ChatAddress chat) {
    return new Moment(clock.instant(), gateway.clockOffset(), access.zone(chat));
  }
}
