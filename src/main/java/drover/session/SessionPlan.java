package drover.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of a new session so far; null was not said. Each part as typed, but checked
 * by whoever took it in.
 */
public record SessionPlan(
    @Nullable String name,
    @Nullable String task,
    @Nullable String prompt,
    @Nullable String priority,
    @Nullable Long tokenLimit,
    @Nullable Duration expectedDuration,
    @Nullable String outputPath,
    @Nullable SessionId parent) {
  /** Nothing was said. */
  public static final SessionPlan EMPTY =
      new SessionPlan(null, null, null, null, null, null, null, null);

  private static final int LONGEST_MADE_UP_NAME = 40;

  /** What can be said, in the order in which it is asked for. */
  public enum Part {
    NAME,
    TASK,
    PROMPT,
    PRIORITY,
    TOKENS,
    DURATION,
    OUTPUT,
    PARENT;

    /** All of them in that order. */
    public static final List<Part> ALL = List.of(values());

    /** From 1. */
    public int place() {
      return ALL.indexOf(this) + 1;
    }

    /** The one that is asked for after it; empty after the last. */
    public Optional<Part> next() {
      return ALL.stream().skip(place()).findFirst();
    }

    /** The one that was asked for before it; the first one itself. */
    public Part before() {
      return ALL.get(Math.max(0, place() - 2));
    }
  }

  /** Whether an agent would know what to do: a name alone tells it nothing. */
  public boolean isEnough() {
    return task != null || prompt != null;
  }

  /** Without this part. */
  public SessionPlan without(Part part) {
    return switch (part) {
      case NAME -> withName(null);
      case TASK -> withTask(null);
      case PROMPT -> withPrompt(null);
      case PRIORITY -> withPriority(null);
      case TOKENS -> withTokenLimit(null);
      case DURATION -> withExpectedDuration(null);
      case OUTPUT -> withOutputPath(null);
      case PARENT -> withParent(null);
    };
  }

  /** The name as said, or the beginning of what is to be done. */
  public String effectiveName() {
    return name == null ? beginning(task == null ? prompt : task) : name;
  }

  /** The task as said, or the name. */
  public String effectiveTask() {
    return task == null ? effectiveName() : task;
  }

  /**
   * The order for it.
   *
   * @throws IllegalStateException when it is not {@link #isEnough enough}
   */
  public CreateOrder order(String requester) {
    String words = prompt == null ? task : prompt;
    if (words == null) {
      throw new IllegalStateException("neither task nor prompt");
    }
    return new CreateOrder(
        effectiveName(),
        effectiveTask(),
        words,
        priority,
        tokenLimit,
        expectedDuration,
        outputPath,
        parent,
        requester);
  }

  public SessionPlan withName(@Nullable String value) {
    return new SessionPlan(
        value, task, prompt, priority, tokenLimit, expectedDuration, outputPath, parent);
  }

  public SessionPlan withTask(@Nullable String value) {
    return new SessionPlan(
        name, value, prompt, priority, tokenLimit, expectedDuration, outputPath, parent);
  }

  public SessionPlan withPrompt(@Nullable String value) {
    return new SessionPlan(
        name, task, value, priority, tokenLimit, expectedDuration, outputPath, parent);
  }

  public SessionPlan withPriority(@Nullable String value) {
    return new SessionPlan(
        name, task, prompt, value, tokenLimit, expectedDuration, outputPath, parent);
  }

  public SessionPlan withTokenLimit(@Nullable Long value) {
    return new SessionPlan(
        name, task, prompt, priority, value, expectedDuration, outputPath, parent);
  }

  public SessionPlan withExpectedDuration(@Nullable Duration value) {
    return new SessionPlan(name, task, prompt, priority, tokenLimit, value, outputPath, parent);
  }

  public SessionPlan withOutputPath(@Nullable String value) {
    return new SessionPlan(
        name, task, prompt, priority, tokenLimit, expectedDuration, value, parent);
  }

  public SessionPlan withParent(@Nullable SessionId value) {
    return new SessionPlan(
        name, task, prompt, priority, tokenLimit, expectedDuration, outputPath, value);
  }

  private static String beginning(@Nullable String text) {
    String line = text == null ? "" : text.strip().lines().findFirst().orElse("");
    if (line.length() <= LONGEST_MADE_UP_NAME) {
      return line.isEmpty() ? Session.UNNAMED : line;
    }
    int space = line.lastIndexOf(' ', LONGEST_MADE_UP_NAME);
    int end = space > 0 ? space : LONGEST_MADE_UP_NAME;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
  }
}
