package drover.view;

import static drover.view.NoticeLines.error;
import static drover.view.NoticeLines.facts;
import static drover.view.NoticeLines.foot;
import static drover.view.NoticeLines.head;
import static drover.view.NoticeLines.kill;
import static drover.view.NoticeLines.lines;
import static drover.view.NoticeLines.logs;
import static drover.view.NoticeLines.message;
import static drover.view.NoticeLines.output;
import static drover.view.NoticeLines.parent;
import static drover.view.NoticeLines.priority;
import static drover.view.NoticeLines.ran;
import static drover.view.NoticeLines.respawnOver;
import static drover.view.NoticeLines.row;
import static drover.view.NoticeLines.task;
import static drover.view.NoticeLines.tokens;
import static drover.view.NoticeLines.when;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.session.Capabilities;
import drover.session.SessionStatus;
import drover.session.Transition.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of notices, made to be read in two seconds: what, which, how long, what now. What is
 * not known is left out.
 */
public final class NoticeView {
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

  /**
   * @param by who ordered it here; null when nobody did
   */
  public static OutgoingMessage terminated(Notice notice, @Nullable String by, Telling telling) {
    return message(
        lines(
            head(Mark.of(Kind.TERMINATED), "Terminated", notice),
            facts(
                by == null ? "nobody here ordered it" : "by " + Names.person(by, NoticeLines.NAME),
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
    Button respawn = NoticeLines.respawn(notice, telling);
    boolean usedUp = notice.kind() == Kind.TOKENS_USED_UP;
    String larger =
        usedUp && NoticeLines.offersMoreTokens(respawn, telling.capabilities())
            ? "It may stop any moment: <b>Respawn</b> with a larger limit."
            : usedUp ? "It may stop any moment." : "";
    return OutgoingMessage.of(
        lines(
            head(Mark.of(notice.kind()), warningWord(notice.kind()), notice),
            facts(measure(notice, telling), priority(notice)),
            larger,
            task(notice),
            facts(parent(notice), when(notice, telling)),
            foot(notice, telling)),
        List.of(warningButtons(notice, respawn, telling)));
  }

  private static List<Button> warningButtons(
      Notice notice, @Nullable Button respawn, Telling telling) {
    return switch (notice.kind()) {
      case TOKENS_LOW, TOKENS_USED_UP -> row(kill(notice, telling), respawn);
      case LATE, STUCK_STARTING -> row(logs(notice, telling), kill(notice, telling));
      case VANISHED -> row(AgentButtons.history(notice.life()));
      case APPEARED, STALLED, RECOVERED, COMPLETED, FAILED, TERMINATED ->
          throw new IllegalArgumentException("not a warning: " + notice.kind());
    };
  }

  /** What is wrong, in figures. */
  private static String measure(Notice notice, Telling telling) {
    Notice.Times times = notice.times();
    return switch (notice.kind()) {
      case LATE ->
          times.expectedEnd() == null
              ? "the expected end has passed"
              : "late by %s, expected at %s"
                  .formatted(
                      Say.duration(Duration.between(times.expectedEnd(), telling.now())),
                      telling.moment().clock(times.expectedEnd()));
      case STUCK_STARTING ->
          times.start() == null
              ? "still starting"
              : "starting for " + Say.duration(Duration.between(times.start(), telling.now()));
      case TOKENS_LOW -> facts(share(notice), lasting(notice));
      case TOKENS_USED_UP -> tokens(notice);
      case VANISHED -> "the server no longer knows it and reported no end";
      case APPEARED, STALLED, RECOVERED, COMPLETED, FAILED, TERMINATED -> tokens(notice);
    };
  }

  /** "82 % of 50k tokens". */
  private static String share(Notice notice) {
    Long used = notice.tokens().used();
    Long limit = notice.tokens().limit();
    return used == null || limit == null || limit <= 0
        ? tokens(notice)
        : "%d %% of %s tokens".formatted(Math.round(100.0 * used / limit), Say.count(limit));
  }

  private static String lasting(Notice notice) {
    Duration lasting = notice.tokens().lasting();
    return lasting == null ? "" : "runs out in ~" + Say.duration(lasting);
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
}
