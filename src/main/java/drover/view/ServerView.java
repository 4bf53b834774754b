package drover.view;

import static drover.view.NoticeLines.facts;
import static drover.view.NoticeLines.lines;

import drover.chat.OutgoingMessage;
import drover.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of what happens to the server as a whole. */
public final class ServerView {
  private static final int TROUBLE = 300;

  private ServerView() {}

  /**
   * What happened while nobody could see it.
   *
   * @param completed how many agents completed
   */
  public record Meanwhile(int completed, int failed, int stalled, int terminated) {
    public static final Meanwhile NOTHING = new Meanwhile(0, 0, 0, 0);

    String inWords() {
      return facts(
          count(completed, "completed"),
          count(failed, "failed"),
          count(stalled, "stalled"),
          count(terminated, "terminated"));
    }

    private static String count(int number, String word) {
      return number == 0 ? "" : number + " " + word;
    }
  }

  /**
   * An outage, over or not.
   *
   * @param trouble why, hostile; null when not known
   */
  public static OutgoingMessage outage(
      Incident outage,
      @Nullable String trouble,
      Meanwhile meanwhile,
      Moment moment,
      boolean maybeRepeat) {
    Incident.Closing closing = outage.closing();
    String since = moment.clock(outage.openedAt());
    if (closing == null) {
      return OutgoingMessage.of(
          lines(
              "🔌 <b>Server unreachable</b> · since " + since,
              trouble == null ? "" : "⚠️ " + Html.escape(Cut.line(trouble, TROUBLE)),
              NoticeLines.withRepeat(
                  "I keep trying; what happens meanwhile is told when it is back.", maybeRepeat)));
    }
    String changes = meanwhile.inWords().replace(" · ", ", ");
    return OutgoingMessage.of(
        lines(
            "🟢 <b>Server back</b> · after "
                + Say.duration(Duration.between(outage.openedAt(), closing.at())),
            NoticeLines.withRepeat(
                unreachable(since, moment.clock(closing.at()))
                    + (changes.isEmpty() ? "" : "; meanwhile " + changes),
                maybeRepeat)),
        List.of(List.of(AgentButtons.missed(outage.openedAt(), closing.at()))));
  }

  /** A short one begins and ends in the same minute. */
  private static String unreachable(String since, String until) {
    return since.equals(until)
        ? "unreachable at " + since
        : "unreachable from " + since + " to " + until;
  }

  /**
   * It began anew and forgot what ran.
   *
   * @param gone how many agents are not there any more
   */
  public static OutgoingMessage restarted(
      int gone, int present, Instant at, Moment moment, boolean maybeRepeat) {
    boolean fresh = Duration.between(at, moment.now()).compareTo(NoticeLines.EXACT) <= 0;
    return OutgoingMessage.of(
        lines(
            "♻️ <b>Server restarted</b>",
            "It knows none of its former agents: %s gone, %s there now."
                .formatted(Say.plural(gone, "agent"), Integer.toString(present)),
            NoticeLines.withRepeat(
                facts(
                    "No end was reported for those that are gone.",
                    fresh ? "" : "happened " + moment.clock(at)),
                maybeRepeat)),
        List.of(List.of(AgentButtons.all())));
  }
}
