package drover.command;

import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import drover.view.Html;
import drover.view.Moment;
import drover.view.MuteView;
import java.util.List;

/** Ends silence: all of it, or that of some agents. */
final class UnmuteCommand implements Command {
  private final Silence silence;
  private final FilterReader filters;
  private final Desk desk;

  UnmuteCommand(Silence silence, FilterReader filters, Desk desk) {
    this.silence = silence;
    this.filters = filters;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "unmute";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/unmute [FILTER]";
  }

  @Override
  public String summary() {
    return "notices again, beginning with what was held";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    ChatAddress chat = invocation.chat();
    Moment moment = desk.moment(chat);
    try {
      AgentFilter filter = filters.read(invocation, invocation.words());
      List<Mute> ended = filter.isAll() ? silence.end(chat) : silence.end(chat, filter);
      screen.toast(ended.isEmpty() ? "Nothing was muted" : "Unmuted");
      screen.show(MuteView.unmuted(ended, silence.lasting(chat), moment));
    } catch (AgentFilter.Malformed e) {
      screen.show(OutgoingMessage.of("❗ " + Html.escape(e.problem())));
    }
  }
}
