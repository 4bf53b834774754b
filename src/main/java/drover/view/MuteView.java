package drover.view;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Silence for a while, and its end. */
public final class MuteView {
  private MuteView() {}

  /**
   * @param lasting all that are muted there now, this one too
   */
  public static OutgoingMessage muted(Mute mute, List<Mute> lasting, Moment moment) {
    AgentFilter filter = mute.filter();
    List<Mute> others = lasting.stream().filter(m -> !m.filter().equals(filter)).toList();
    String what =
        filter.isAll()
            ? ".\nCritical agents still ring, unless you mute them by name: "
                + Html.code("/mute 1h name:builder")
                + "."
            : ": agents that match " + ChatView.filter(filter) + ", critical ones too.";
    return OutgoingMessage.of(
        "🔕 Muted until "
            + Html.bold(moment.clock(mute.until()))
            + ", for "
            + Say.duration(Duration.between(moment.now(), mute.until()))
            + what
            + besides(others, moment)
            + "\nWhat happens until then comes at the end, in one message.",
        List.of(
            List.of(
                again("1 h", filter, "1h"),
                again("4 h", filter, "4h"),
                again("Until morning", filter, "until", "morning")),
            List.of(button("Unmute", "unmute", filter))));
  }

  /**
   * @param ended what was muted until now
   * @param lasting what still is
   */
  public static OutgoingMessage unmuted(List<Mute> ended, List<Mute> lasting, Moment moment) {
    String text =
        ended.isEmpty()
            ? "🔔 Nothing was muted here."
            : "🔔 Unmuted. What was held comes now, in one message.";
    return lasting.isEmpty()
        ? OutgoingMessage.of(
            ended.isEmpty()
                ? text + "\n" + Html.code("/mute 2h") + " does it for two hours."
                : text)
        : OutgoingMessage.of(
            text + besides(lasting, moment), List.of(List.of(Keys.page("Unmute all", "unmute"))));
  }

  public static OutgoingMessage tooMany(List<Mute> lasting, Moment moment) {
    return OutgoingMessage.of(
        "❗ " + lasting.size() + " mutes last here already." + besides(lasting, moment),
        List.of(List.of(Keys.page("Unmute all", "unmute"))));
  }

  public static OutgoingMessage unreadable(String trouble) {
    return OutgoingMessage.of(
        "❗ "
            + Html.escape(Cut.line(trouble, 200))
            + ".\nExamples: "
            + Html.code("/mute 2h")
            + ", "
            + Html.code("/mute until 08:00")
            + ", "
            + Html.code("/mute 30m name:build*"));
  }

  /** "until 14:00", with what it is about. */
  static String inWords(Mute mute, Moment moment) {
    String what = mute.filter().isAll() ? "all agents" : ChatView.filter(mute.filter());
    return what + " until " + Html.bold(moment.clock(mute.until()));
  }

  private static String besides(List<Mute> others, Moment moment) {
    if (others.isEmpty()) {
      return "";
    }
    List<String> some =
        others.subList(0, Math.min(3, others.size())).stream()
            .map(mute -> inWords(mute, moment))
            .toList();
    String more = others.size() > 3 ? " and " + (others.size() - 3) + " more" : "";
    return "\nAlso muted: " + String.join(", ", some) + more + ".";
  }

  private static Button again(String label, AgentFilter filter, String... span) {
    return button(label, "mute", filter, span);
  }

  private static Button button(String label, String command, AgentFilter filter, String... first) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(filter.words());
    return Keys.page(label, command, words.toArray(String[]::new));
  }
}
