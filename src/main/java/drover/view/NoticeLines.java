package drover.view;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.session.Capabilities;
import drover.session.Capabilities.Feature;
import drover.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines and buttons of which all notices are made. What is not known is empty, or null. */
final class NoticeLines {
  static final int NAME = 80;

  /** A line of somebody else's words never begins with them: they could be taken for ours. */
  static final String TASK_MARK = "📝 ";

  private static final int PARENT = 40;
  private static final int TASK = 160;
  private static final int PATH = 250;
  private static final int ERROR = 2_500;

  /** Times closer than this are one for people. */
  static final Duration EXACT = Duration.ofMinutes(1);

  private NoticeLines() {}

  static String head(String symbol, String word, Notice notice) {
    return "%s <b>%s</b> · %s".formatted(symbol, word, Mark.name(notice.name(), NAME));
  }

  static String foot(Notice notice, NoticeView.Telling telling) {
    return withRepeat(
        Html.code(Cut.line(notice.life().session().shortForm(), 40)), telling.maybeRepeat());
  }

  static String withRepeat(String line, boolean maybeRepeat) {
    return maybeRepeat ? line + "\n<i>(may be a repeat)</i>" : line;
  }

  static String task(Notice notice) {
    return notice.task() == null ? "" : TASK_MARK + Html.escape(Cut.line(notice.task(), TASK));
  }

  static String ran(Notice notice) {
    Duration lasted = notice.times().lasted();
    return lasted == null ? "" : "ran " + Say.duration(lasted);
  }

  static String tokens(Notice notice) {
    Long used = notice.tokens().used();
    Long limit = notice.tokens().limit();
    if (used == null) {
      return "";
    }
    if (limit == null || limit <= 0) {
      return Say.count(used) + " tokens";
    }
    return "%s of %s tokens (%d %%)"
        .formatted(Say.count(used), Say.count(limit), Math.round(100.0 * used / limit));
  }

  static String priority(Notice notice) {
    return Html.visible(notice.priority()).isBlank() || notice.priority().equals("normal")
        ? ""
        : "⚑ " + Html.escape(Cut.line(notice.priority(), 20)) + " priority";
  }

  static String parent(Notice notice) {
    String id = notice.parent().id();
    if (notice.parent().name() != null) {
      return "child of " + Mark.name(notice.parent().name(), PARENT);
    }
    return id == null ? "" : "child of " + Html.code(Cut.line(id, 40));
  }

  static String output(Notice notice) {
    return notice.outputPath() == null || notice.outputPath().isBlank()
        ? ""
        : "→ " + Html.code(Cut.line(notice.outputPath(), PATH));
  }

  static String error(Notice notice) {
    String error = notice.error() == null ? "" : notice.error().strip();
    String words = Cut.to(error.replaceAll("\\R(\\h*\\R)+", "\n\n"), ERROR);
    return Html.escape(words).isBlank() ? "<i>no reason given</i>" : Html.quote(words);
  }

  /** What the stream missed, or what waited, says when it was; what is fresh needs no time. */
  static String when(Notice notice, NoticeView.Telling telling) {
    Instant first = notice.times().earliest();
    Instant last = notice.times().latest();
    String latest = telling.moment().clock(last);
    String earliest = telling.moment().clock(first);
    if (longer(first, last) && !earliest.equals(latest)) {
      return "between " + earliest + " and " + latest;
    }
    return longer(last, telling.now()) ? "happened " + latest : "";
  }

  static @Nullable Button kill(Notice notice, NoticeView.Telling telling) {
    return telling.capabilities().can(Feature.KILL)
            && telling.isReported(
                SessionStatus.SPAWNING, SessionStatus.WORKING, SessionStatus.STALLED)
        ? AgentButtons.kill(notice.life())
        : null;
  }

  static @Nullable Button respawn(Notice notice, NoticeView.Telling telling) {
    return telling.capabilities().can(Feature.RESPAWN) ? AgentButtons.respawn(notice.life()) : null;
  }

  /** For one that is over, unless the server reports it otherwise by now. */
  static @Nullable Button respawnOver(Notice notice, NoticeView.Telling telling) {
    return telling.isReported(SessionStatus.FAILED, SessionStatus.STALLED, SessionStatus.TERMINATED)
        ? respawn(notice, telling)
        : null;
  }

  static boolean offersMoreTokens(@Nullable Button respawn, Capabilities capabilities) {
    return respawn != null && capabilities.can(Feature.RESPAWN_TOKEN_LIMIT);
  }

  static @Nullable Button logs(Notice notice, NoticeView.Telling telling) {
    return telling.capabilities().can(Feature.LOGS) ? AgentButtons.logs(notice.life()) : null;
  }

  static String facts(String... facts) {
    return Stream.of(facts).filter(f -> !f.isEmpty()).collect(Collectors.joining(" · "));
  }

  static String lines(String... lines) {
    return Stream.of(lines).filter(l -> !l.isEmpty()).collect(Collectors.joining("\n"));
  }

  static List<Button> row(@Nullable Button... buttons) {
    return Arrays.stream(buttons).filter(Objects::nonNull).toList();
  }

  static OutgoingMessage message(String html, @Nullable Button... buttons) {
    return OutgoingMessage.of(html, List.of(row(buttons)));
  }

  private static boolean longer(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(EXACT) > 0;
  }
}
