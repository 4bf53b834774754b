package drover.command;

import drover.monitor.Board;
import drover.session.SessionId;
import drover.session.SessionPlan;
import drover.session.SessionPlan.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a person says of a new agent, part by part or in one line. */
final class PlanReader {
  /** Typed for "none". */
  static final String NONE = "-";

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TASK = 1_000;
  private static final int LONGEST_PATH = 1_000;
  private static final int LONGEST_PROMPT = 8_000;
  private static final long MOST_TOKENS = 1_000_000_000;
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final List<String> PRIORITIES = List.of("critical", "high", "normal", "low");
  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");
  private static final Pattern OPTION = Pattern.compile("(?s)([a-z]+)\\s*:\\s*(.+)");
  private static final Pattern TOKENS = Pattern.compile("(\\d{1,10})(?:\\.(\\d))?\\s*([km]?)");
  private static final Map<String, Part> OPTIONS =
      Map.of(
          "priority", Part.PRIORITY,
          "tokens", Part.TOKENS,
          "limit", Part.TOKENS,
          "duration", Part.DURATION,
          "output", Part.OUTPUT,
          "parent", Part.PARENT);

  private final Subject subject;

  PlanReader(Subject subject) {
    this.subject = subject;
  }

  /** An answer that will not do; the message is for the person. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final Part part;

    Unreadable(Part part, String problem) {
      super(problem);
      this.part = part;
    }

    Part part() {
      return part;
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * What one line says.
   *
   * @param parts how many of name, task and prompt were there, said or left open
   */
  record Line(SessionPlan plan, int parts) {}

  /**
   * Reads {@code NAME | TASK | PROMPT | priority:… | tokens:… | duration:… | output:… | parent:…}.
   * A bar in the prompt stays there, unless one of these words follows.
   */
  Line line(String text, Invocation invocation) throws Unreadable {
    List<String> words = new ArrayList<>();
    SessionPlan plan = SessionPlan.EMPTY;
    for (String piece : BAR.split(text.strip(), -1)) {
      Matcher option = OPTION.matcher(piece);
      Part part =
          words.size() >= Part.PROMPT.place() && option.matches()
              ? OPTIONS.get(option.group(1))
              : null;
      if (part != null) {
        plan = with(plan, part, option.group(2), invocation);
      } else if (words.size() >= Part.PROMPT.place()) {
        words.add(words.remove(words.size() - 1) + " | " + piece);
      } else {
        words.add(piece);
      }
    }
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).isBlank()) {
        plan = with(plan, Part.ALL.get(i), words.get(i), invocation);
      }
    }
    return new Line(plan, text.isBlank() ? 0 : words.size());
  }

  /** The plan with this part as typed. */
  SessionPlan with(SessionPlan plan, Part part, String typed, Invocation invocation)
      throws Unreadable {
    String text = typed.strip();
    if (text.equals(NONE)) {
      return plan.without(part);
    }
    return switch (part) {
      case NAME -> plan.withName(oneLine(part, text, LONGEST_NAME));
      case TASK -> plan.withTask(fitting(part, text, LONGEST_TASK));
      case PROMPT -> plan.withPrompt(fitting(part, text, LONGEST_PROMPT));
      case PRIORITY -> plan.withPriority(priority(text));
      case TOKENS -> plan.withTokenLimit(tokens(text));
      case DURATION -> plan.withExpectedDuration(duration(text));
      case OUTPUT -> plan.withOutputPath(oneLine(part, text, LONGEST_PATH));
      case PARENT -> plan.withParent(parent(text, invocation));
    };
  }

  private static String oneLine(Part part, String text, int most) throws Unreadable {
    return fitting(part, text.replaceAll("\\s+", " "), most);
  }

  private static String fitting(Part part, String text, int most) throws Unreadable {
    if (text.isEmpty()) {
      throw new Unreadable(part, "There is nothing in it.");
    }
    if (text.length() > most) {
      throw new Unreadable(
          part, "That is too long: at most " + most + " characters, and it has " + text.length());
    }
    return text;
  }

  private static String priority(String text) throws Unreadable {
    String word = text.toLowerCase(Locale.ROOT);
    return PRIORITIES.stream()
        .filter(known -> known.startsWith(word))
        .findFirst()
        .orElseThrow(
            () -> new Unreadable(Part.PRIORITY, "There are critical, high, normal and low."));
  }

  private static Long tokens(String text) throws Unreadable {
    Matcher number = TOKENS.matcher(text.toLowerCase(Locale.ROOT).replaceAll("[ ,_']", ""));
    if (number.matches()) {
      long unit =
          switch (number.group(3)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
          };
      long tenths = number.group(2) == null ? 0 : Long.parseLong(number.group(2));
      long tokens = Long.parseLong(number.group(1)) * unit + tenths * unit / 10;
      boolean whole = number.group(2) == null || unit > 1;
      if (whole && tokens >= 1 && tokens <= MOST_TOKENS) {
        return tokens;
      }
    }
    throw new Unreadable(
        Part.TOKENS, "That is no number of tokens. Type one such as 75k or 75000.");
  }

  private static Duration duration(String text) throws Unreadable {
    Duration whole = Duration.ZERO;
    for (String word : text.replaceAll("(?<=[A-Za-z])\\s*(?=\\d)", " ").split("\\s+")) {
      Optional<Duration> span = Words.span(word);
      if (span.isEmpty()) {
        throw new Unreadable(Part.DURATION, "That is no time. Type one such as 90m or 2h.");
      }
      whole = whole.plus(span.get());
    }
    if (whole.compareTo(LONGEST) > 0) {
      throw new Unreadable(Part.DURATION, "That is too long: at most a year.");
    }
    return whole;
  }

  private SessionId parent(String text, Invocation invocation) throws Unreadable {
    Reference reference = subject.resolve(invocation, List.of(text.split("\\s+")));
    if (reference instanceof Reference.Found found && found.rest().isEmpty()) {
      return found.id();
    }
    throw new Unreadable(
        Part.PARENT,
        reference instanceof Reference.Ambiguous
            ? "Several agents are called so: send the id of one."
            : "I know no agent “" + text + "”.");
  }

  /** How the parent is called, where that is known. */
  static Optional<String> nameOf(SessionPlan plan, Board board) {
    return Optional.ofNullable(plan.parent())
        .flatMap(id -> board.snapshot().find(id))
        .map(agent -> agent.name());
  }
}
