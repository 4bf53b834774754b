package drover.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the contract's bodies, by a clock that may run wrong.
 *
 * <p>{@code completedTime} stands on completed sessions only, as the contract's dashboard reads it;
 * no other field beyond the contract's examples is sent.
 */
final class Wire {
  private final Duration skew;

  Wire(Duration skew) {
    this.skew = skew;
  }

  String time(Instant at) {
    return at.plus(skew).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  ObjectNode row(AgentView agent) {
    ObjectNode row = Json.object();
    head(row, agent);
    row.put("startTime", time(agent.startTime()))
        .put("expectedCompletion", optional(agent.expectedCompletion()))
        .put("lastActivity", time(agent.lastActivity()));
    tail(row, agent);
    return row;
  }

  ObjectNode details(AgentView agent) {
    ObjectNode details = Json.object();
    head(details, agent);
    details
        .put("fullPrompt", agent.prompt())
        .put("startTime", time(agent.startTime()))
        .put("lastActivity", time(agent.lastActivity()))
        .put("expectedCompletion", optional(agent.expectedCompletion()));
    tail(details, agent);
    ArrayNode children = details.putArray("childSessions");
    agent.children().forEach(children::add);
    ObjectNode metadata = details.putObject("metadata");
    agent.metadata().forEach(metadata::put);
    return details;
  }

  ObjectNode list(List<ObjectNode> rows, int total, Instant now) {
    ObjectNode body = Json.object();
    body.putArray("sessions").addAll(rows);
    return body.put("total", total).put("timestamp", time(now));
  }

  ObjectNode logs(List<LogLine> page, int total, boolean hasMore) {
    ObjectNode body = Json.object();
    ArrayNode lines = body.putArray("logs");
    for (LogLine line : page) {
      ObjectNode context =
          lines
              .addObject()
              .put("timestamp", time(line.timestamp()))
              .put("level", line.level())
              .put("message", line.message())
              .putObject("context");
      line.context().forEach((key, value) -> context.set(key, Json.STRICT.valueToTree(value)));
    }
    return body.put("total", total).put("hasMore", hasMore);
  }

  ObjectNode metrics(AgentView agent) {
    AgentView.Figures figures = agent.figures();
    double minutes = figures.runningMillis() / 60_000.0;
    Instant expected = agent.expectedCompletion();
    ObjectNode body = Json.object();
    ObjectNode metrics = body.putObject("metrics");
    metrics
        .putObject("tokens")
        .put("used", agent.tokensUsed())
        .put("limit", agent.tokensLimit())
        .put("percentage", rounded(100.0 * agent.tokensUsed() / agent.tokensLimit(), 2))
        .put("ratePer60s", minutes > 0 ? rounded(agent.tokensUsed() / minutes, 1) : 0);
    ObjectNode timing =
        metrics
            .putObject("timing")
            .put("startTime", time(agent.startTime()))
            .put("duration", figures.runningMillis());
    if (expected == null) {
      timing.putNull("expectedDuration").putNull("estimatedCompletion");
    } else {
      timing
          .put("expectedDuration", Duration.between(agent.startTime(), expected).toMillis())
          .put("estimatedCompletion", time(expected));
    }
    metrics
        .putObject("progress")
        .put("percentage", agent.progress())
        .put("tasksCompleted", figures.tasksCompleted())
        .put("tasksTotal", figures.tasksTotal())
        .put("currentTask", figures.currentTask());
    metrics
        .putObject("performance")
        .put("memoryUsage", rounded(figures.memoryMegabytes(), 1))
        .put("cpuTime", rounded(figures.cpuSeconds(), 1))
        .put("ioOperations", figures.ioOperations());
    return body;
  }

  ObjectNode killed(String id, Instant now) {
    return Json.object()
        .put("success", true)
        .put("sessionId", id)
        .put("status", "terminated")
        .put("timestamp", time(now));
  }

  ObjectNode respawned(String id, String newId, Instant now) {
    return Json.object()
        .put("success", true)
        .put("originalSessionId", id)
        .put("newSessionId", newId)
        .put("status", "spawning")
        .put("timestamp", time(now));
  }

  ObjectNode created(String id, Instant now) {
    return Json.object()
        .put("success", true)
        .put("sessionId", id)
        .put("status", "spawning")
        .put("timestamp", time(now));
  }

  ObjectNode error(String code, String message, Map<String, Object> details, Instant now) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error").put("code", code).put("message", message);
    error.set("details", Json.STRICT.valueToTree(details));
    error.put("timestamp", time(now));
    return body;
  }

  /** The event's data; {@link #frame} puts it into its envelope. */
  ObjectNode data(WorldEvent event) {
    AgentView agent = event.agent();
    ObjectNode data =
        Json.object().put("sessionId", agent.id()).put("status", agent.status().wire());
    return switch (event.type()) {
      case UPDATE ->
          data.put("progress", agent.progress())
              .put("tokensUsed", agent.tokensUsed())
              .put("lastActivity", time(agent.lastActivity()));
      case COMPLETE ->
          data.put("completedTime", time(event.at()))
              .put("finalProgress", agent.progress())
              .put("totalTokensUsed", agent.tokensUsed());
      case FAILED -> data.put("error", agent.error()).put("failedTime", time(event.at()));
      case STALLED ->
          data.put("lastActivity", time(agent.lastActivity()))
              .put(
                  "stalledDuration",
                  Math.max(0, Duration.between(agent.lastActivity(), event.at()).toMillis()));
    };
  }

  static ObjectNode frame(WorldEvent.Type type, ObjectNode data) {
    ObjectNode frame = Json.object().put("type", type.wire());
    frame.set("data", data);
    return frame;
  }

  private static void head(ObjectNode node, AgentView agent) {
    node.put("sessionId", agent.id())
        .put("name", agent.name())
        .put("status", agent.status().wire())
        .put("taskDescription", agent.task())
        .put("progress", agent.progress())
        .put("tokensUsed", agent.tokensUsed())
        .put("tokensLimit", agent.tokensLimit());
  }

  private void tail(ObjectNode node, AgentView agent) {
    node.put("outputPath", agent.outputPath())
        .put("priority", agent.priority())
        .put("channel", agent.channel())
        .put("nodeId", agent.nodeId())
        .put("parentSession", agent.parent());
    if (agent.status() == AgentStatus.COMPLETED) {
      node.put("completedTime", optional(agent.endTime()));
    }
  }

  private @Nullable String optional(@Nullable Instant at) {
    return at == null ? null : time(at);
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
