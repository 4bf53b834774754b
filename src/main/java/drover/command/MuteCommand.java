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

/** Silence that ends by itself; what happens meanwhile comes then. */
final class MuteCommand implements Command {
  /** In one chat and topic. */
  private static final int MOST = 20;

  private final Silence silence;
  private final FilterReader filters;
  private final Desk desk;

  MuteCommand(Silence silence, FilterReader filters, Desk desk) {
    this.silence = silence;
    this.filters = filters;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "mute";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/mute [2h|until 08:00] [FILTER]";
  }

  @Override
  public String summary() {
    return "no notices for a while, then one summary";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    ChatAddress chat = invocation.chat();
    Moment moment = desk.moment(chat);
    MuteSpan span =
        MuteSpan.read(
            invocation.words(),
            moment.now(),
            moment.zone(),
            now -> desk.access().morning(chat, now));
    if (!span.trouble().isEmpty()) {
      screen.show(MuteView.unreadable(span.trouble()));
      return;
    }
    try {
      Mute mute = new Mute(chat, filters.read(invocation, span.rest()), span.until());
      List<Mute> before = silence.lasting(chat);
      if (before.size() >= MOST && before.stream().noneMatch(m -> same(m, mute))) {
        screen.show(MuteView.tooMany(before, moment));
        return;
      }
      silence.begin(mute);
      screen.toast("Muted");
      screen.show(MuteView.muted(mute, silence.lasting(chat), moment));
    } catch (AgentFilter.Malformed e) {
      screen.show(OutgoingMessage.of("❗ " + Html.escape(e.problem())));
    }
  }

  private static boolean same(Mute one, Mute other) {
    return one.filter().equals(other.filter());
  }
}
