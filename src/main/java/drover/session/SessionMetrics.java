package drover.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A server's four groups of figures for one session. Null: not told. */
public record SessionMetrics(TokenUse tokens, Timing timing, Work work, Performance performance) {

  /**
   * @param percentage 0..100 of the limit
   * @param perMinute tokens in a minute, lately
   */
  public record TokenUse(
      @Nullable Long used,
      @Nullable Long limit,
      @Nullable Double percentage,
      @Nullable Double perMinute) {}

  /** Times by the server's clock. */
  public record Timing(
      @Nullable Instant start,
      @Nullable Duration duration,
      @Nullable Duration expectedDuration,
      @Nullable Instant estimatedEnd) {}

  /**
   * @param percentage 0..100
   */
  public record Work(
      @Nullable Double percentage,
      @Nullable Integer tasksDone,
      @Nullable Integer tasksTotal,
      @Nullable String currentTask) {}

  /**
   * @param memoryMegabytes MB
   * @param cpuSeconds s of processor time
   * @param ioOperations a count
   */
  public record Performance(
      @Nullable Double memoryMegabytes, @Nullable Double cpuSeconds, @Nullable Long ioOperations) {}
}
