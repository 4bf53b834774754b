package drover.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One agent. Mutable, guarded by its {@link Population}; its fields are what a state file holds.
 */
final class SimAgent {
  private static final int LOG_LINES_KEPT = 5_000;
  private static final List<String> STEPS =
      List.of(
          "Reading the brief",
          "Collecting sources",
          "Planning the work",
          "Drafting",
          "Running the checks",
          "Merging the parts",
          "Reviewing the result",
          "Writing it up");

  String id = "";
  String name = "";
  String task = "";
  String prompt = "";
  AgentStatus status = AgentStatus.SPAWNING;
  double progress;
  double tokensUsed;
  long tokensLimit = 50_000;
  Instant startTime = Instant.EPOCH;
  Instant lastActivity = Instant.EPOCH;
  @Nullable Instant endTime;
  @Nullable Instant expectedCompletion;
  @Nullable String outputPath;
  @Nullable String parent;
  @Nullable String error;
  String priority = "normal";
  String channel = "api";
  String nodeId = "main";
  Map<String, String> metadata = new LinkedHashMap<>();
  int tasksTotal = STEPS.size();
  double memoryMegabytes = 96;
  double cpuSeconds;
  long ioOperations;
  boolean stubborn;
  @Nullable Instant dyingAt;
  Life life = new Life();

  /** Newest first. */
  ArrayDeque<LogLine> logs = new ArrayDeque<>();

  long tokens() {
    return (long) tokensUsed;
  }

  int percent() {
    return (int) Math.floor(Math.min(100, progress));
  }

  boolean isExhausted() {
    return tokensUsed >= tokensLimit * 0.95;
  }

  int tasksCompleted() {
    return (int) Math.floor(tasksTotal * Math.min(100, progress) / 100);
  }

  String currentTask() {
    if (status.isOver()) {
      return "";
    }
    int step = tasksCompleted() * STEPS.size() / Math.max(1, tasksTotal);
    return STEPS.get(Math.min(STEPS.size() - 1, step));
  }

  Duration running(Instant now) {
    Duration so = Duration.between(startTime, endTime == null ? now : endTime);
    return so.isNegative() ? Duration.ZERO : so;
  }

  void log(Instant at, String level, String message, Map<String, Object> context) {
    logs.addFirst(new LogLine(at, level, message, context));
    if (logs.size() > LOG_LINES_KEPT) {
      logs.removeLast();
    }
  }

  /** A log line that says where the agent stands. */
  void report(Instant at, String level, String message) {
    log(at, level, message, Map.of("tokensUsed", tokens(), "progress", percent()));
  }
}
