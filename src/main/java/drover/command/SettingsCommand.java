package drover.command;

import drover.access.ChatSettings;
import drover.access.QuietHours;
import drover.access.Role;
import drover.chat.ChatAddress;
import drover.digest.DigestPlan;
import drover.digest.Digests;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Mute;
import drover.view.ChatView;
import drover.view.Moment;
import drover.view.SettingsView;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How this chat likes to be told, on one page. */
final class SettingsCommand implements Command {
  private final Desk desk;
  private final CommandPorts.Stores stores;
  private final Silence silence;
  private final Digests digests;

  SettingsCommand(Desk desk, CommandPorts.Stores stores, Silence silence, Digests digests) {
    this.desk = desk;
    this.stores = stores;
    this.silence = silence;
    this.digests = digests;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/settings";
  }

  @Override
  public String summary() {
    return "level, quiet hours, zone, children, mute";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    List<String> words = invocation.words();
    if (words.isEmpty()) {
      show(invocation.chat(), screen);
      return;
    }
    List<String> rest = words.subList(1, words.size());
    String value = String.join(" ", rest);
    ChatAddress chat = invocation.chat();
    boolean understood =
        switch (words.get(0).toLowerCase(Locale.ROOT)) {
          case "level" -> level(invocation, value);
          case "quiet" -> quiet(chat, value);
          case "children" -> children(chat, value);
          case "mute" -> mute(chat, rest);
          case "unmute" -> !silence.end(chat).isEmpty() || rest.isEmpty();
          case "zone" -> {
            zone(chat, rest, screen);
            yield true;
          }
          default -> false;
        };
    if (!understood) {
      screen.show(SettingsView.unreadable(String.join(" ", words)));
    } else if (!words.get(0).equalsIgnoreCase("zone")) {
      show(chat, screen);
    }
  }

  private boolean level(Invocation invocation, String value) {
    Optional<Level> level = Level.parse(value);
    level.ifPresent(
        chosen -> {
          var ignored =
              stores
                  .subscriptions()
                  .put(
                      invocation.chat(),
                      chosen,
                      AgentFilter.ALL,
                      invocation.by().id(),
                      desk.clock().instant());
        });
    return level.isPresent();
  }

  private boolean quiet(ChatAddress chat, String value) {
    Optional<QuietHours> hours = QuietHours.parse(value);
    boolean off = value.equalsIgnoreCase("off") || QuietHours.isNone(value);
    if (hours.isPresent() || off) {
      stores.chats().setQuietHours(chat, hours.orElse(null));
      return true;
    }
    return false;
  }

  private boolean children(ChatAddress chat, String value) {
    boolean on = value.equalsIgnoreCase("on");
    if (on || value.equalsIgnoreCase("off")) {
      stores.chats().setChildren(chat, on);
      return true;
    }
    return false;
  }

  private boolean mute(ChatAddress chat, List<String> words) {
    Moment moment = desk.moment(chat);
    MuteSpan span =
        MuteSpan.read(words, moment.now(), moment.zone(), now -> desk.access().morning(chat, now));
    if (!span.trouble().isEmpty() || !span.rest().isEmpty()) {
      return false;
    }
    silence.begin(new Mute(chat, AgentFilter.ALL, span.until()));
    return true;
  }

  private void zone(ChatAddress chat, List<String> words, Screen screen) {
    if (words.isEmpty()) {
      screen.show(SettingsView.zones(desk.moment(chat)));
      return;
    }
    String typed = String.join("_", words);
    Optional<ZoneId> zone = ZoneCommand.find(typed);
    if (zone.isEmpty()) {
      screen.show(ChatView.badZone(String.join(" ", words), ZoneCommand.near(typed)));
      return;
    }
    stores.chats().setZone(chat, zone.get());
    digests.zoneChanged(chat, zone.get());
    show(chat, screen);
  }

  private void show(ChatAddress chat, Screen screen) {
    Moment moment = desk.moment(chat);
    ChatSettings settings = desk.access().settings(chat);
    QuietHours quiet = settings.quiet();
    DigestPlan plan = digests.plan(chat, "", moment.zone()).plan();
    screen.show(
        SettingsView.of(
            new SettingsView.Page(
                stores.subscriptions().of(chat),
                quiet,
                quiet != null && quiet.covers(moment.now(), moment.zone()),
                settings.children(),
                silence.lasting(chat),
                plan == null ? null : plan.rule(),
                plan == null ? null : plan.nextDue()),
            moment));
  }
}
