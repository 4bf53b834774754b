package drover.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import drover.base.Redactor;
import drover.session.SessionMetrics;
import org.jspecify.annotations.Nullable;

/** Reads a session's figures: an object with {@code metrics}, or the four groups bare. */
final class MetricsReader {
  private MetricsReader() {}

  /** Null when the answer is no object. */
  static @Nullable SessionMetrics read(JsonNode answer, Redactor redactor) {
    if (!answer.isObject()) {
      return null;
    }
    JsonNode metrics = answer.path("metrics").isObject() ? answer.path("metrics") : answer;
    JsonNode tokens = metrics.path("tokens");
    JsonNode timing = metrics.path("timing");
    JsonNode progress = metrics.path("progress");
    JsonNode performance = metrics.path("performance");
    return new SessionMetrics(
        new SessionMetrics.TokenUse(
            Json.count(tokens, "used"),
            Json.positive(tokens, "limit"),
            Json.number(tokens, "percentage"),
            Json.number(tokens, "ratePer60s")),
        new SessionMetrics.Timing(
            Json.time(timing, "startTime"),
            Json.millis(timing, "duration"),
            Json.millis(timing, "expectedDuration"),
            Json.time(timing, "estimatedCompletion")),
        new SessionMetrics.Work(
            Json.number(progress, "percentage"),
            Json.small(progress, "tasksCompleted"),
            Json.small(progress, "tasksTotal"),
            Json.words(redactor, progress, "currentTask")),
        new SessionMetrics.Performance(
            Json.number(performance, "memoryUsage"),
            Json.number(performance, "cpuTime"),
            Json.count(performance, "ioOperations")));
  }
}
