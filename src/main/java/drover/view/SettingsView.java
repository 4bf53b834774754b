package drover.view;

import drover.access.QuietHours;
import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.subscription.Level;
import drover.subscription.Mute;
import drover.subscription.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a chat likes to be told, with buttons that change it and draw it anew. */
public final class SettingsView {
  private static final List<String> QUIET = List.of("22:00-07:00", "23:00-08:00");
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/London",
          "Europe/Berlin",
          "America/New_York",
          "America/Los_Angeles",
          "Asia/Kolkata",
          "Asia/Tokyo",
          "Australia/Sydney");

  private SettingsView() {}

  /**
   * @param quiet null: no quiet hours
   * @param isQuiet whether it is one of them
   * @param digest the rule of the digest; null: none comes
   * @param nextDigest when; null: none comes
   */
  public record Page(
      List<Subscription> subscriptions,
      @Nullable QuietHours quiet,
      boolean isQuiet,
      boolean children,
      List<Mute> mutes,
      @Nullable String digest,
      @Nullable Instant nextDigest) {}

  public static OutgoingMessage of(Page page, Moment moment) {
    List<String> text = new ArrayList<>();
    text.add("⚙️ <b>Settings</b> of this chat or topic\n");
    text.add("🔔 Notices: " + notices(page.subscriptions()));
    text.add(
        "👶 Children: "
            + (page.children() ? "told of like all agents" : "only their problems are told"));
    text.add("🌙 Quiet hours: " + quiet(page));
    text.add("🔕 Muted: " + muted(page.mutes(), moment));
    text.add(
        "🕰 Zone: "
            + Html.bold(Say.zone(moment.zone()))
            + ", "
            + moment.clock(moment.now())
            + " now");
    text.add("🗞 Digest: " + digest(page, moment));
    return OutgoingMessage.of(String.join("\n", text), keyboard(page));
  }

  /** Zones to choose from. */
  public static OutgoingMessage zones(Moment moment) {
    List<Button> zones =
        ZONES.stream()
            .map(zone -> choice(zone, zone.equals(Say.zone(moment.zone())), "zone", zone))
            .toList();
    List<List<Button>> rows = new ArrayList<>(Keys.rows(zones, 2));
    rows.add(List.of(Keys.page("Back", "settings")));
    return OutgoingMessage.of(
        "🕰 Times here are in "
            + Html.bold(Say.zone(moment.zone()))
            + ": it is "
            + moment.clock(moment.now())
            + " now.\nAny other: "
            + Html.code("/settings zone Europe/Vienna")
            + ".",
        rows);
  }

  /** What was typed means nothing. */
  public static OutgoingMessage unreadable(String typed) {
    return OutgoingMessage.of(
        "❗ I can't read "
            + FindView.quoted(typed)
            + " as a setting.\nExamples: "
            + Html.code("/settings quiet 22:00-07:00")
            + ", "
            + Html.code("/settings quiet off")
            + ", "
            + Html.code("/settings children on")
            + ", "
            + Html.code("/settings level problems")
            + ", "
            + Html.code("/settings zone Europe/Berlin"),
        List.of(List.of(Keys.page("Settings", "settings"))));
  }

  private static String notices(List<Subscription> all) {
    if (all.isEmpty()) {
      return "<b>none</b>";
    }
    Subscription first = ofAll(all).orElse(all.get(0));
    String more =
        all.size() == 1 ? "" : ", and " + Say.plural(all.size() - 1, "subscription") + " more";
    return Html.bold(first.level().word()) + ChatView.of(first.filter()) + more;
  }

  private static String quiet(Page page) {
    QuietHours quiet = page.quiet();
    return quiet == null
        ? "<b>off</b>"
        : "<b>"
            + shown(quiet.toString())
            + "</b>"
            + (page.isQuiet() ? ", now" : "")
            + ": then only failures, stalls and critical agents ring";
  }

  private static String muted(List<Mute> mutes, Moment moment) {
    if (mutes.isEmpty()) {
      return "<b>no</b>";
    }
    String more = mutes.size() == 1 ? "" : " and " + (mutes.size() - 1) + " more";
    return MuteView.inWords(mutes.get(0), moment) + more;
  }

  private static String digest(Page page, Moment moment) {
    return page.digest() == null || page.nextDigest() == null
        ? "<b>off</b>"
        : Html.bold(Cut.line(page.digest(), 48)) + ", next " + moment.clock(page.nextDigest());
  }

  private static List<List<Button>> keyboard(Page page) {
    Level level = ofAll(page.subscriptions()).map(Subscription::level).orElse(null);
    List<Button> levels = new ArrayList<>();
    for (Level one : Level.values()) {
      levels.add(choice(Mark.capital(one.word()), one == level, "level", one.word()));
    }
    List<Button> mutes = new ArrayList<>();
    if (page.mutes().isEmpty()) {
      mutes.add(change("Mute 1 h", "mute", "1h"));
      mutes.add(change("Mute until morning", "mute", "until", "morning"));
    } else {
      mutes.add(change("Unmute", "unmute"));
    }
    return List.of(
        levels,
        List.of(
            choice("Children: problems", !page.children(), "children", "off"),
            choice("Children: all", page.children(), "children", "on")),
        quietHours(page.quiet()),
        mutes,
        List.of(
            change("Zone", "zone"),
            Keys.page("Digest", "digest"),
            Keys.page("Subscriptions", "subscriptions")));
  }

  private static List<Button> quietHours(@Nullable QuietHours quiet) {
    String now = quiet == null ? "" : quiet.toString();
    List<String> offered = new ArrayList<>(QUIET);
    if (quiet != null && !offered.contains(now)) {
      offered.set(0, now);
    }
    List<Button> row = new ArrayList<>();
    for (String hours : offered) {
      row.add(choice("Quiet " + shown(hours), hours.equals(now), "quiet", hours));
    }
    row.add(choice("Quiet off", quiet == null, "quiet", "off"));
    return row;
  }

  /** "22–07", with minutes where there are any. */
  private static String shown(String hours) {
    String[] ends = hours.split("-", 2);
    boolean whole = ends[0].endsWith(":00") && ends[1].endsWith(":00");
    return whole
        ? ends[0].substring(0, 2) + "–" + ends[1].substring(0, 2)
        : ends[0] + "–" + ends[1];
  }

  private static Optional<Subscription> ofAll(List<Subscription> all) {
    return all.stream().filter(one -> one.filter().isAll()).findFirst();
  }

  private static Button choice(String label, boolean chosen, String... words) {
    return change((chosen ? "• " : "") + label, words);
  }

  private static Button change(String label, String... words) {
    return Keys.page(label, "settings", words);
  }
}
