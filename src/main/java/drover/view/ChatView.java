package drover.view;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Subscription;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A chat's own affairs: subscriptions, zone, digest. */
public final class ChatView {
  private static final int LISTED = 30;

  private ChatView() {}

  /**
   * @param others what comes to the same chat and topic besides
   */
  public static OutgoingMessage subscribed(Subscription subscription, List<Subscription> others) {
    List<Button> levels = new ArrayList<>();
    for (Level level : Level.values()) {
      String label = (level == subscription.level() ? "• " : "") + Mark.capital(level.word());
      List<String> words = new ArrayList<>(List.of(level.word()));
      words.addAll(subscription.filter().words());
      levels.add(Keys.page(label, "subscribe", words.toArray(String[]::new)));
    }
    StringBuilder text = new StringBuilder("🔔 Notices here: ");
    text.append(meaning(subscription.level())).append('.');
    if (!subscription.filter().isAll()) {
      text.append("\nOnly of agents that match ").append(filter(subscription.filter())).append('.');
    }
    if (others.size() == 1) {
      Subscription other = others.get(0);
      text.append("\nBesides: ").append(other.level().word()).append(of(other.filter()));
      text.append(". /subscriptions removes one.");
    } else if (!others.isEmpty()) {
      text.append("\nBesides: ").append(Say.plural(others.size(), "other subscription"));
      text.append(". /subscriptions lists them.");
    }
    text.append("\n/unsubscribe ends ").append(others.isEmpty() ? "them." : "all of them.");
    return OutgoingMessage.of(text.toString(), List.of(levels));
  }

  /** Something that is nearly a level, and what was probably meant. */
  public static OutgoingMessage badLevel(String typed, String meant) {
    return OutgoingMessage.of(
        "❗ " + FindView.quoted(typed) + " is no level. Did you mean:",
        List.of(List.of(Keys.page(Mark.capital(meant), "subscribe", meant))));
  }

  public static OutgoingMessage tooManySubscriptions(int most) {
    return OutgoingMessage.of(
        "❗ There are " + most + " subscriptions here already. /subscriptions removes one.",
        List.of(List.of(Keys.page("Subscriptions", "subscriptions"))));
  }

  public static OutgoingMessage unsubscribed(ChatAddress chat, boolean was) {
    String place = place(chat);
    return OutgoingMessage.of(
        was ? "🔕 This " + place + " gets no more notices." : "This " + place + " got none anyway.",
        List.of(List.of(Keys.page("Subscribe", "subscribe"))));
  }

  public static OutgoingMessage subscriptions(List<Subscription> all, Moment moment) {
    if (all.isEmpty()) {
      return OutgoingMessage.of(
          "No notices come here.", List.of(List.of(Keys.page("Subscribe", "subscribe"))));
    }
    List<String> text = new ArrayList<>();
    text.add("🔔 <b>Notices in this chat</b>");
    List<Button> buttons = new ArrayList<>();
    for (Subscription one : all.subList(0, Math.min(LISTED, all.size()))) {
      int number = buttons.size() + 1;
      String where = one.chat().topic() == null ? "the chat" : "topic " + one.chat().topic();
      text.add(
          number
              + ". "
              + where
              + ": "
              + one.level().word()
              + of(one.filter())
              + ", since "
              + moment.clock(one.since()));
      buttons.add(Keys.page("Remove " + number, "unsubscribe", "number:" + one.id()));
    }
    if (all.size() > LISTED) {
      text.add("… and " + (all.size() - LISTED) + " more");
    }
    return OutgoingMessage.of(String.join("\n", text), Keys.rows(buttons, 4));
  }

  public static OutgoingMessage zone(ZoneId zone, Instant now) {
    return OutgoingMessage.of(
        "🕰 Times here are in "
            + Html.bold(Say.zone(zone))
            + ": it is "
            + Say.clock(now, now, zone)
            + " now.\nChange it with "
            + Html.code("/zone Europe/Berlin")
            + ".");
  }

  public static OutgoingMessage badZone(String typed, List<String> near) {
    List<Button> buttons = new ArrayList<>();
    near.forEach(zone -> buttons.add(Keys.page(zone, "zone", zone)));
    return OutgoingMessage.of(
        "I know no zone "
            + FindView.quoted(typed)
            + (near.isEmpty()
                ? ". Type an area and a city, as in " + Html.code("/zone America/New_York") + "."
                : ". Did you mean:"),
        Keys.rows(buttons, 1));
  }

  public static OutgoingMessage digest(String rule, Instant next, Moment moment) {
    return OutgoingMessage.of(
        "🗞 Digest here: "
            + Html.bold(Cut.line(rule, 48))
            + " ("
            + Html.escape(Say.zone(moment.zone()))
            + ").\nThe next comes "
            + moment.clock(next)
            + ".",
        List.of(List.of(Keys.page("Now", "digest", "now"), Keys.page("Off", "digest", "off"))));
  }

  public static OutgoingMessage noDigest() {
    return OutgoingMessage.of(
        "No digest comes here. "
            + Html.code("/digest 09:00 mon-fri")
            + ", "
            + Html.code("/digest every 4h")
            + " or five cron fields turn it on.",
        List.of(
            List.of(
                Keys.page("Daily 09:00", "digest", "09:00"), Keys.page("Now", "digest", "now"))));
  }

  public static OutgoingMessage badDigest(String problem) {
    return OutgoingMessage.of(
        "❗ "
            + Html.escape(Cut.line(problem, 300))
            + "\nExamples: "
            + Html.code("/digest 09:00 mon-fri")
            + ", "
            + Html.code("/digest every 4h")
            + ", "
            + Html.code("/digest 0 9 * * 1-5"));
  }

  /** The end of "normal of …". */
  static String of(AgentFilter filter) {
    return filter.isAll() ? " of all agents" : " of " + filter(filter);
  }

  static String filter(AgentFilter filter) {
    return Html.code(Cut.line(filter.inWords(), 60));
  }

  private static String place(ChatAddress chat) {
    return chat.topic() == null ? "chat" : "topic";
  }

  private static String meaning(Level level) {
    return switch (level) {
      case EVERYTHING -> "<b>everything</b> (starts, stalls, recoveries, ends, failures)";
      case NORMAL -> "<b>normal</b> (stalls, recoveries, ends, failures)";
      case PROBLEMS -> "<b>problems</b> only";
    };
  }
}
