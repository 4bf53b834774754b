package drover.view;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.session.Capabilities;
import drover.session.Capabilities.Feature;
import drover.session.SessionStatus;
import drover.session.Transition.Kind;
import java.time.Duration;
import java.time.Instant;
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
  /** A server may call an agent stalled the moment it falls silent. */
  private static final Duration SILENCE_WORTH_TELLING = Duration.ofMinutes(1);

  private static final int NAME = 80;
  private static final int PARENT = 40;
  private static final int TASK = 160;
  private static final int PATH = 250;
  private static final int ERROR = 2_500;
  private static final Duration EXACT = Duration.ofMinutes(1);

  private NoticeView() {}

  /**
   * How a notice is told.
   *
   * @param moment all times of a notice are by our clock
   * @param reported the status that the server reports for this life now; null when not known
   * @param maybeRepeat it may stand there already
   */
  public record Telling(
      Moment moment,
      Capabilities capabilities,
      @Nullable SessionStatus reported,
      boolean maybeRepeat) {
    boolean isReported(SessionStatus... any) {
      return reported == null || Stream.of(any).anyMatch(reported::equals);
    }

    Instant now() {
      return moment.now();
    }
  }

  public static OutgoingMessage appeared(Notice notice, Telling telling) {
    return message(
        lines(
            head(Mark.of(Kind.APPEARED), "Started", notice),
            task(notice),
            facts(priority(notice), parent(notice), when(notice, telling)),
            foot(notice, telling)),
        AgentButtons.card("Open", notice.life()));
  }

  /** A stall that lasts. */
  public static OutgoingMessage stalled(Notice notice, Telling telling) {
    Instant since = notice.silentSince();
    Duration silent = since == null ? Duration.ZERO : Duration.between(since, telling.now());
    String silence =
        silent.compareTo(SILENCE_WORTH_TELLING) < 0
            ? "no sign of life, says the server"
            : "silent for " + Say.duration(silent);
    return message(
        lines(
            head(Mark.of(Kind.STALLED), "Stalled", notice),
            facts(silence, tokens(notice), priority(notice)),
            task(notice),
            facts(parent(notice), when(notice, telling)),
            foot(notice, telling)),
        telling.isReported(SessionStatus.SPAWNING, SessionStatus.WORKING, SessionStatus.STALLED)
            ? kill(notice, telling)
            : null,
        telling.reported() == SessionStatus.COMPLETED ? null : respawn(notice, telling),
        logs(notice, telling));
  }

  /** A stall that ended since, by moving again. */
  public static OutgoingMessage recovered(
      Notice notice, @Nullable Duration stalled, Telling telling) {
    return message(
        lines(
            head(Mark.of(Kind.RECOVERED), "Recovered", notice),
            facts(
                "recovered"
                    + (stalled == null ? "" : " after " + Say.duration(stalled))
                    + at(notice, telling)),
            foot(notice, telling)),
        logs(notice, telling));
  }

  /**
   * A stall that ended since, with the agent.
   *
   * @param outcome "completed", "failed" or "terminated"
   */
  public static OutgoingMessage stallEnded(Notice notice, String outcome, Telling telling) {
    return message(
        lines(
            head(Mark.SETTLED, "No longer stalled", notice),
            facts("ended: " + outcome + at(notice, telling)),
            foot(notice, telling)),
        logs(notice, telling),
        AgentButtons.history(notice.life()));
  }

  public static OutgoingMessage completed(Notice notice, Telling telling) {
    return message(
        lines(
            head(Mark.of(Kind.COMPLETED), "Completed", notice),
            facts(ran(notice), tokens(notice), priority(notice)),
            output(notice),
            facts(parent(notice), when(notice, telling)),
            foot(notice, telling)),
        logs(notice, telling),
        AgentButtons.history(notice.life()));
  }

  public static OutgoingMessage failed(Notice notice, Telling telling) {
    Button respawn = respawnOver(notice, telling);
    boolean larger =
        respawn != null
            && notice.ranOutOfTokens()
            && telling.capabilities().can(Feature.RESPAWN_TOKEN_LIMIT);
    return message(
        lines(
            head(Mark.of(Kind.FAILED), "Failed", notice),
            facts(ran(notice), tokens(notice), priority(notice)),
            facts(parent(notice), when(notice, telling)),
            error(notice),
            larger ? "Out of tokens: <b>Respawn</b> offers a larger limit." : "",
            foot(notice, telling)),
        respawn,
        logs(notice, telling));
  }

  /**
   * @param by who ordered it here; null when nobody did
   */
  public static OutgoingMessage terminated(Notice notice, @Nullable String by, Telling telling) {
    return message(
        lines(
            head(Mark.of(Kind.TERMINATED), "Terminated", notice),
            facts(
                by == null ? "nobody here ordered it" : "by " + Names.html(by, NAME),
                ran(notice),
                tokens(notice)),
            facts(parent(notice), when(notice, telling)),
            notice.error() == null ? "" : error(notice),
            foot(notice, telling)),
        respawnOver(notice, telling),
        logs(notice, telling));
  }

  /** Late, stuck starting, short of tokens, vanished. */
  public static OutgoingMessage warning(Notice notice, Telling telling) {
    boolean vanished = notice.kind() == Kind.VANISHED;
    return message(
        lines(
            head(Mark.of(notice.kind()), warningWord(notice.kind()), notice),
            facts(tokens(notice), priority(notice)),
            task(notice),
            facts(parent(notice), when(notice, telling)),
            foot(notice, telling)),
        vanished ? AgentButtons.history(notice.life()) : kill(notice, telling),
        vanished ? null : logs(notice, telling));
  }

  private static String warningWord(Kind kind) {
    return switch (kind) {
      case LATE -> "Late";
      case STUCK_STARTING -> "Stuck starting";
      case TOKENS_LOW -> "Tokens low";
      case TOKENS_USED_UP -> "Token budget used up";
      case VANISHED -> "Vanished";
      case APPEARED, STALLED, RECOVERED, COMPLETED, FAILED, TERMINATED ->
          throw new IllegalArgumentException("not a warning: " + kind);
    };
  }

  private static String head(String symbol, String word, Notice notice) {
    return "%s <b>%s</b> · %s".formatted(symbol, word, Mark.name(notice.name(), NAME));
  }

  private static String foot(Notice notice, Telling telling) {
    String id = Html.code(Cut.line(notice.life().session().shortForm(), 40));
    return telling.maybeRepeat() ? id + "\n<i>(may be a repeat)</i>" : id;
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
    if (notice.parentName() != null) {
      return "child of " + Mark.name(notice.parentName(), PARENT);
    }
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
  private static String when(Notice notice, Telling telling) {
    String latest = telling.moment().clock(notice.latest());
    String earliest = telling.moment().clock(notice.earliest());
    boolean vague = longer(notice.earliest(), notice.latest());
    if (vague && !earliest.equals(latest)) {
      return "between " + earliest + " and " + latest;
    }
    return longer(notice.latest(), telling.now()) ? "happened " + latest : "";
  }

  private static String at(Notice notice, Telling telling) {
    return ", at " + telling.moment().clock(notice.latest());
  }

  private static boolean longer(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(EXACT) > 0;
  }

  private static @Nullable Button kill(Notice notice, Telling telling) {
    return telling.capabilities().can(Feature.KILL) ? AgentButtons.kill(notice.life()) : null;
  }

  private static @Nullable Button respawn(Notice notice, Telling telling) {
    return telling.capabilities().can(Feature.RESPAWN) ? AgentButtons.respawn(notice.life()) : null;
  }

  /** For one that is over, unless the server reports it otherwise by now. */
  private static @Nullable Button respawnOver(Notice notice, Telling telling) {
    return telling.isReported(SessionStatus.FAILED, SessionStatus.STALLED, SessionStatus.TERMINATED)
        ? respawn(notice, telling)
        : null;
  }

  private static @Nullable Button logs(Notice notice, Telling telling) {
    return telling.capabilities().can(Feature.LOGS) ? AgentButtons.logs(notice.life()) : null;
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
