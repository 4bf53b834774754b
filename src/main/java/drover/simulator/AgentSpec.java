package drover.simulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent to be put into the world from outside. Begin with {@link #named}.
 *
 * @param id null for one of the world's own
 * @param startTime null for now
 * @param lastActivity null for now
 * @param expectedDuration null for no expected end
 * @param lively whether it moves by itself when the world is ticked
 */
public record AgentSpec(
    @Nullable String id,
    String name,
    String task,
    String prompt,
    AgentStatus status,
    int progress,
    long tokensUsed,
    long tokensLimit,
    @Nullable Instant startTime,
    @Nullable Instant lastActivity,
    @Nullable Duration expectedDuration,
    @Nullable String outputPath,
    @Nullable String parent,
    String priority,
    boolean lively) {

  public AgentSpec {
    if (progress < 0 || progress > 100 || tokensUsed < 0 || tokensLimit < 1) {
      throw new IllegalArgumentException("progress or tokens out of range");
    }
  }

  /** A working agent, a quarter done, that stays as it is. */
  public static AgentSpec named(String name) {
    return new AgentSpec(
        null,
        name,
        "Task of " + name,
        "Prompt of " + name,
        AgentStatus.WORKING,
        25,
        10_000,
        50_000,
        null,
        null,
        Duration.ofHours(1),
        null,
        null,
        "normal",
        false);
  }

  public AgentSpec withId(String value) {
    return new AgentSpec(
        value,
        name,
        task,
        prompt,
        status,
        progress,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        expectedDuration,
        outputPath,
        parent,
        priority,
        lively);
  }

  public AgentSpec withTexts(String newTask, String newPrompt, @Nullable String newOutputPath) {
    return new AgentSpec(
        id,
        name,
        newTask,
        newPrompt,
        status,
        progress,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        expectedDuration,
        newOutputPath,
        parent,
        priority,
        lively);
  }

  public AgentSpec withStatus(AgentStatus value) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        value,
        progress,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        expectedDuration,
        outputPath,
        parent,
        priority,
        lively);
  }

  public AgentSpec withProgress(int value) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        status,
        value,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        expectedDuration,
        outputPath,
        parent,
        priority,
        lively);
  }

  public AgentSpec withTokens(long used, long limit) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        status,
        progress,
        used,
        limit,
        startTime,
        lastActivity,
        expectedDuration,
        outputPath,
        parent,
        priority,
        lively);
  }

  public AgentSpec withTimes(Instant started, Instant active) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        status,
        progress,
        tokensUsed,
        tokensLimit,
        started,
        active,
        expectedDuration,
        outputPath,
        parent,
        priority,
        lively);
  }

  public AgentSpec withExpectedDuration(@Nullable Duration value) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        status,
        progress,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        value,
        outputPath,
        parent,
        priority,
        lively);
  }

  public AgentSpec withParent(@Nullable String value) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        status,
        progress,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        expectedDuration,
        outputPath,
        value,
        priority,
        lively);
  }

  public AgentSpec withPriority(String value) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        status,
        progress,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        expectedDuration,
        outputPath,
        parent,
        value,
        lively);
  }

  public AgentSpec withLively(boolean value) {
    return new AgentSpec(
        id,
        name,
        task,
        prompt,
        status,
        progress,
        tokensUsed,
        tokensLimit,
        startTime,
        lastActivity,
        expectedDuration,
        outputPath,
        parent,
        priority,
        value);
  }
}
