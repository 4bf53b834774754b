package drover.view;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.session.Capabilities;
import drover.session.Capabilities.Feature;
import drover.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of notices, made to be read in two seconds: what, which, how long, what now. What is
 * not known is left out.
 */
public final class NoticeView {
  private static final int NAME = 80;
  private static final int TASK = 160;
  private static final int PATH = 250;
  private static final int ERROR = 2_500;
  private static final Duration EXACT = Duration.ofMinutes(1);

  private NoticeView() {}

  /**
   * When, where and with what means a notice is shown.
   *
   * @param reported the status that the server reports for this life now; null when not known
   * @param maybeRepeat it may stand there already
   */
  public record Moment(
      Instant now,
      ZoneId zone,
      Capabilities capabilities,
      @Nullable SessionStatus reported,
      boolean maybeRepeat) {
    boolean isReported(SessionStatus... any) {
      return reported == null || Stream.of(any).anyMatch(reported::equals);
    }
  }

  public static OutgoingMessage appeared(Notice notice, Moment moment) {
    return message(
        lines(
            head("🔵", "Started", notice),
            task(notice),
            facts(priority(notice), parent(notice), when(notice, moment)),
            foot(notice, moment)),
        AgentButtons.card("Open", notice.life()));
  }

  /** A stall that lasts. */
  public static OutgoingMessage stalled(Notice notice, Moment moment) {
    Instant since = notice.silentSince();
    String silence =
        since == null
            ? "no sign of life, says the server"
            : "silent for " + Say.duration(Duration.between(since, moment.now()));
    return message(
        lines(
            head("🟡", "Stalled", notice),
            facts(silence, tokens(notice), priority(notice)),
            task(notice),
            facts(parent(notice), when(notice, moment)),
            foot(notice, moment)),
        moment.isReported(SessionStatus.SPAWNING, SessionStatus.WORKING, SessionStatus.STALLED)
            ? kill(notice, moment)
            : null,
        moment.reported() == SessionStatus.COMPLETED ? null : respawn(notice, moment),
        logs(notice, moment));
  }

  /** A stall that ended since, by moving again. */
  public static OutgoingMessage recovered(
      Notice notice, @Nullable Duration stalled, Moment moment) {
    return message(
        lines(
            head("🟢", "Recovered", notice),
            facts(
                "recovered"
                    + (stalled == null ? "" : " after " + Say.duration(stalled))
                    + at(notice, moment)),
            foot(notice, moment)),
        logs(notice, moment));
  }

  /**
   * A stall that ended since, with the agent.
   *
   * @param outcome "completed", "failed" or "terminated"
   */
  public static OutgoingMessage stallEnded(Notice notice, String outcome, Moment moment) {
    return message(
        lines(
            head("⚪", "No longer stalled", notice),
            facts("ended: " + outcome + at(notice, moment)),
            foot(notice, moment)),
        logs(notice, moment),
        AgentButtons.history(notice.life()));
  }

  public static OutgoingMessage completed(Notice notice, Moment moment) {
    return message(
        lines(
            head("✅", "Completed", notice),
            facts(ran(notice), tokens(notice), priority(notice)),
            output(notice),
            facts(parent(notice), when(notice, moment)),
            foot(notice, moment)),
        logs(notice, moment),
        AgentButtons.history(notice.life()));
  }

  public static OutgoingMessage failed(Notice notice, Moment moment) {
    Button respawn = respawnOver(notice, moment);
    boolean larger =
        respawn != null
            && notice.ranOutOfTokens()
            && moment.capabilities().can(Feature.RESPAWN_TOKEN_LIMIT);
    return message(
        lines(
            head("🔴", "Failed", notice),
            facts(ran(notice), tokens(notice), priority(notice)),
            facts(parent(notice), when(notice, moment)),
            error(notice),
            larger ? "Out of tokens: <b>Respawn</b> offers a larger limit." : "",
            foot(notice, moment)),
        respawn,
        logs(notice, moment));
  }

  /**
   * @param by who ordered it here; null when nobody did
   */
  public static OutgoingMessage terminated(Notice notice, @Nullable String by, Moment moment) {
    return message(
        lines(
            head("⚫", "Terminated", notice),
            facts(
                by == null ? "not ordered here" : "by " + Names.html(by, NAME),
                ran(notice),
                tokens(notice)),
            facts(parent(notice), when(notice, moment)),
            notice.error() == null ? "" : error(notice),
            foot(notice, moment)),
        respawnOver(notice, moment),
        logs(notice, moment));
  }

  private static String head(String symbol, String word, Notice notice) {
    return "%s <b>%s</b> · <b>%s</b>".formatted(symbol, word, Names.html(notice.name(), NAME));
  }

  private static String foot(Notice notice, Moment moment) {
    String id = Html.code(Cut.line(notice.life().session().shortForm(), 40));
    return moment.maybeRepeat() ? id + "\n<i>(may be a repeat)</i>" : id;
  }

  private static String task(Notice notice) {
    return notice.task() == null ? "" : Html.escape(Cut.line(notice.task(), TASK));
  }

  private static String ran(Notice notice) {
    return notice.lasted() == null ? "" : "ran " + Say.duration(notice.lasted());
  }

  private static String tokens(Notice notice) {
    Long used = notice.tokensUsed();
    Long limit = notice.tokensLimit();
    if (used == null) {
      return "";
    }
    if (limit == null || limit <= 0) {
      return Say.count(used) + " tokens";
    }
    return "%s of %s tokens (%d %%)"
        .formatted(Say.count(used), Say.count(limit), Math.round(100.0 * used / limit));
  }

  private static String priority(Notice notice) {
    return notice.priority().isBlank() || notice.priority().equals("normal")
        ? ""
        : Html.escape(Cut.line(notice.priority(), 20)) + " priority";
  }

  private static String parent(Notice notice) {
    return notice.parent() == null ? "" : "child of " + Html.code(Cut.line(notice.parent(), 40));
  }

  private static String output(Notice notice) {
    return notice.outputPath() == null || notice.outputPath().isBlank()
        ? ""
        : "→ " + Html.code(Cut.line(notice.outputPath(), PATH));
  }

  private static String error(Notice notice) {
    String error = notice.error() == null ? "" : notice.error().strip();
    String words = Cut.to(error.replaceAll("\\R(\\h*\\R)+", "\n\n"), ERROR);
    return Html.escape(words).isBlank() ? "<i>no reason given</i>" : Html.quote(words);
  }

  /** What the stream missed, or what waited, says when it was; what is fresh needs no time. */
  private static String when(Notice notice, Moment moment) {
    String latest = Say.clock(notice.latest(), moment.now(), moment.zone());
    String earliest = Say.clock(notice.earliest(), moment.now(), moment.zone());
    boolean vague = longer(notice.earliest(), notice.latest());
    if (vague && !earliest.equals(latest)) {
      return "between " + earliest + " and " + latest;
    }
    return longer(notice.latest(), moment.now()) ? "happened " + latest : "";
  }

  private static String at(Notice notice, Moment moment) {
    return ", at " + Say.clock(notice.latest(), moment.now(), moment.zone());
  }

  private static boolean longer(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(EXACT) > 0;
  }

  private static @Nullable Button kill(Notice notice, Moment moment) {
    return moment.capabilities().can(Feature.KILL) ? AgentButtons.kill(notice.life()) : null;
  }

  private static @Nullable Button respawn(Notice notice, Moment moment) {
    return moment.capabilities().can(Feature.RESPAWN) ? AgentButtons.respawn(notice.life()) : null;
  }

  /** For one that is over, unless the server reports it otherwise by now. */
  private static @Nullable Button respawnOver(Notice notice, Moment moment) {
    return moment.isReported(SessionStatus.FAILED, SessionStatus.STALLED, SessionStatus.TERMINATED)
        ? respawn(notice, moment)
        : null;
  }

  private static @Nullable Button logs(Notice notice, Moment moment) {
    return moment.capabilities().can(Feature.LOGS) ? AgentButtons.logs(notice.life()) : null;
  }

  private static String facts(String... facts) {
    return Stream.of(facts).filter(f -> !f.isEmpty()).collect(Collectors.joining(" · "));
  }

  private static String lines(String... lines) {
    return Stream.of(lines).filter(l -> !l.isEmpty()).collect(Collectors.joining("\n"));
  }

  private static OutgoingMessage message(String html, @Nullable Button... buttons) {
    List<Button> row = Stream.of(buttons).filter(Objects::nonNull).toList();
    return OutgoingMessage.of(html, List.of(row));
  }
}
