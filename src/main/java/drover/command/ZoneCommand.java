package drover.command;

import drover.access.Access;
import drover.access.ChatStore;
import drover.access.Role;
import drover.base.NearMiss;
import drover.digest.Digests;
import drover.view.ChatView;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The chat's time zone; its digest moves with it. */
final class ZoneCommand implements Command {
  private final Access access;
  private final ChatStore chats;
  private final Digests digests;
  private final Clock clock;

  ZoneCommand(Access access, ChatStore chats, Digests digests, Clock clock) {
    this.access = access;
    this.chats = chats;
    this.digests = digests;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "zone";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/zone AREA/CITY";
  }

  @Override
  public String summary() {
    return "the time zone of this chat";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    String typed = String.join("_", invocation.words());
    if (typed.isEmpty()) {
      screen.show(ChatView.zone(access.zone(invocation.chat()), clock.instant()));
      return;
    }
    Optional<ZoneId> zone = find(typed);
    if (zone.isEmpty()) {
      screen.show(ChatView.badZone(String.join(" ", invocation.words()), near(typed)));
      return;
    }
    chats.setZone(invocation.chat(), zone.get());
    digests.zoneChanged(invocation.chat(), zone.get());
    screen.show(ChatView.zone(zone.get(), clock.instant()));
  }

  /** In any case, with spaces for underscores; the city alone when there is just one. */
  static Optional<ZoneId> find(String typed) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    if (wanted.equals("utc") || wanted.equals("z")) {
      return Optional.of(ZoneId.of("UTC"));
    }
    List<String> whole =
        places().filter(zone -> zone.toLowerCase(Locale.ROOT).equals(wanted)).toList();
    List<String> city =
        places().filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith("/" + wanted)).toList();
    List<String> matches = whole.isEmpty() ? city : whole;
    return matches.size() == 1 ? Optional.of(ZoneId.of(matches.get(0))) : Optional.empty();
  }

  static List<String> near(String typed) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    List<String> ends =
        places()
            .filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith("/" + wanted))
            .sorted()
            .limit(4)
            .toList();
    if (!ends.isEmpty()) {
      return ends;
    }
    List<String> whole = NearMiss.among(typed, places().toList(), 4);
    return whole.isEmpty() ? byCity(wanted) : whole;
  }

  private static List<String> byCity(String wanted) {
    String typedCity = wanted.substring(wanted.lastIndexOf('/') + 1);
    List<String> cities =
        places().map(zone -> zone.substring(zone.lastIndexOf('/') + 1)).distinct().toList();
    List<String> near = NearMiss.among(typedCity, cities, 4);
    return places()
        .filter(zone -> near.contains(zone.substring(zone.lastIndexOf('/') + 1)))
        .sorted()
        .limit(4)
        .toList();
  }

  /** Places with a city: offsets and old abbreviations know no daylight saving. */
  private static Stream<String> places() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(
            zone -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"));
  }
}
