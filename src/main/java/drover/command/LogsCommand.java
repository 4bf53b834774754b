package drover.command;

import drover.access.Role;
import drover.chat.OutgoingMessage;
import drover.monitor.Board;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities.Feature;
import drover.session.LogEntry;
import drover.session.LogPage;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.view.Cut;
import drover.view.Html;
import drover.view.LogView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of a log. */
final class LogsCommand implements Command {
  private static final int USUAL = 12;
  private static final int MOST = 50;
  private static final String AT_MOST = "\n<i>" + MOST + " lines at most; As file has all.</i>";
  private static final List<String> LEVELS = List.of("debug", "info", "warn", "error");

  private final Desk desk;
  private final Subject subject;
  private final LogReader reader;
  private final LogFile file;

  LogsCommand(Desk desk, Subject subject, LogReader reader, LogFile file) {
    this.desk = desk;
    this.subject = subject;
    this.reader = reader;
    this.file = file;
  }

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/logs REF [LEVEL] [N]";
  }

  @Override
  public String summary() {
    return "an agent's log: debug, info, warn or error; N lines";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Words words = new Words(invocation.words());
    Optional<String> level = words.take("level");
    Optional<Integer> end = words.takeNumber("end");
    Optional<Integer> total = words.takeNumber("of");
    Optional<Integer> offset = words.takeNumber("offset");
    Optional<Integer> size = words.takeNumber("n");
    boolean asFile = words.take("as").isPresent();
    Optional<Reference.Found> found = subject.of(invocation, words.rest(), screen);
    if (found.isEmpty()) {
      return;
    }
    Typed typed = Typed.of(found.get().rest());
    if (typed.unknown() != null) {
      screen.show(
          OutgoingMessage.of(
              "“%s” is no level. There are debug, info, warn and error."
                  .formatted(Html.escape(Cut.line(typed.unknown(), 32)))));
      return;
    }
    String chosen = level.filter(LEVELS::contains).orElse(typed.level());
    Agent agent = known(desk.board(), found.get(), desk);
    if (asFile) {
      file.send(agent, chosen, invocation.chat(), screen);
      return;
    }
    int lines = Math.max(1, Math.min(MOST, size.orElse(typed.lines())));
    LogReader.Slice slice =
        reader.read(
            found.get().id(),
            new LogReader.Wish(
                chosen, lines, end.orElse(null), total.orElse(null), offset.orElse(0)));
    OutgoingMessage view =
        LogView.of(page(agent, chosen, lines, slice), desk.moment(invocation.chat()));
    screen.show(typed.lines() > MOST ? view.withHtml(view.html() + AT_MOST) : view);
  }

  private LogView.Page page(Agent agent, @Nullable String level, int lines, LogReader.Slice slice) {
    LogPage page = slice.page();
    List<LogEntry> entries = new ArrayList<>(page.entries());
    Collections.reverse(entries);
    boolean levels = desk.gateway().capabilities().can(Feature.LOG_LEVELS);
    Long total = page.total();
    if (total == null) {
      int offset = slice.offset();
      return new LogView.Page(
          agent,
          entries,
          level,
          levels,
          page.hasMore() ? words(level, lines, "offset:" + (offset + lines)) : null,
          offset > 0 ? words(level, lines, "offset:" + Math.max(0, offset - lines)) : null,
          null,
          null);
    }
    long end = total - slice.offset();
    long first = end - entries.size() + 1;
    boolean older = first > 1;
    return new LogView.Page(
        agent,
        entries,
        level,
        levels,
        older ? words(level, lines, "end:" + (first - 1), "of:" + total) : null,
        end < total ? newer(level, lines, end, total) : null,
        first,
        total);
  }

  /** The newest page has no anchor: it moves on with the log. */
  private static List<String> newer(@Nullable String level, int lines, long end, long total) {
    return end + lines >= total
        ? words(level, lines)
        : words(level, lines, "end:" + (end + lines), "of:" + total);
  }

  private static List<String> words(@Nullable String level, int lines, String... more) {
    List<String> words = new ArrayList<>();
    if (level != null) {
      words.add("level:" + level);
    }
    if (lines != USUAL) {
      words.add("n:" + lines);
    }
    Collections.addAll(words, more);
    return words;
  }

  /** The agent as the board has it; a bare stand-in when only its id is known. */
  static Agent known(Board board, Reference.Found found, Desk desk) {
    SessionId id = found.id();
    Agent agent = found.agent();
    return agent != null
        ? agent
        : board
            .snapshot()
            .find(id)
            .orElseGet(
                () ->
                    new Agent(
                        new AgentLife(id, ""),
                        Session.of(id).withName(id.shortForm()),
                        Verdict.derived(SessionStatus.WORKING, "unknown"),
                        null,
                        desk.clock().instant()));
  }

  /** What was typed behind the agent: a level, a number of lines, in any order. */
  private record Typed(@Nullable String level, int lines, @Nullable String unknown) {
    static Typed of(List<String> rest) {
      String level = null;
      String unknown = null;
      int lines = USUAL;
      for (String word : rest) {
        String lower = level(word.toLowerCase(Locale.ROOT));
        Optional<Integer> number = Words.number(word);
        if (LEVELS.contains(lower)) {
          level = lower;
        } else if (number.isPresent()) {
          lines = number.get();
        } else if (unknown == null) {
          unknown = word;
        }
      }
      return new Typed(level, lines, unknown);
    }

    private static String level(String word) {
      return switch (word) {
        case "warning" -> "warn";
        case "err" -> "error";
        default -> word;
      };
    }
  }
}
