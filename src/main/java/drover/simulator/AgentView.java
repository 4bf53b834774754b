package drover.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent at one moment, by the server's true clock (skew is added on the wire only).
 *
 * @param progress percent, 0 to 100
 * @param silent whether it says nothing, told or not
 * @param dying whether a kill was accepted and is not over yet
 */
public record AgentView(
    String id,
    String name,
    String task,
    String prompt,
    AgentStatus status,
    int progress,
    long tokensUsed,
    long tokensLimit,
    Instant startTime,
    Instant lastActivity,
    @Nullable Instant endTime,
    @Nullable Instant expectedCompletion,
    @Nullable String outputPath,
    @Nullable String parent,
    List<String> children,
    @Nullable String error,
    String priority,
    String channel,
    String nodeId,
    Map<String, String> metadata,
    Figures figures,
    boolean stubborn,
    boolean silent,
    boolean dying) {

  /**
   * What the metrics call tells beyond the rest.
   *
   * @param runningMillis from start to end, or to now
   */
  public record Figures(
      long runningMillis,
      int tasksCompleted,
      int tasksTotal,
      String currentTask,
      double memoryMegabytes,
      double cpuSeconds,
      long ioOperations) {}

  static AgentView of(SimAgent agent, List<String> children, Instant now) {
    return new AgentView(
        agent.id,
        agent.name,
        agent.task,
        agent.prompt,
        agent.status,
        agent.percent(),
        agent.tokens(),
        agent.tokensLimit,
        agent.startTime,
        agent.lastActivity,
        agent.endTime,
        agent.expectedCompletion,
        agent.outputPath,
        agent.parent,
        children,
        agent.error,
        agent.priority,
        agent.channel,
        agent.nodeId,
        Map.copyOf(agent.metadata),
        new Figures(
            agent.running(now).toMillis(),
            agent.tasksCompleted(),
            agent.tasksTotal,
            agent.currentTask(),
            agent.memoryMegabytes,
            agent.cpuSeconds,
            agent.ioOperations),
        agent.stubborn,
        agent.life.isSilent(),
        agent.dyingAt != null);
  }
}
