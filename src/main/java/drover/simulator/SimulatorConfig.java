package drover.simulator;

import drover.base.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated server is set up. Begin with {@link #quiet} or {@link #busy} and change what
 * matters.
 *
 * @param port on the loopback address; 0 takes a free one
 * @param apiKey what callers must send as bearer; null lets everybody in
 * @param stateDirectory where agents outlive the server; null keeps them in memory only
 * @param seed of all chance: the same seed and the same ticks tell the same story
 * @param speed how much faster than the clock busy agents live
 * @param maximumTokens the highest token limit a session may have
 * @param killDelay how long a killed agent goes on before it is really over
 * @param stallThreshold how long a lively agent may be silent, by its own time, before the server
 *     calls it stalled
 * @param streamAlias whether {@code /ws} takes streams, beside {@code /api/sessions/ws}
 * @param controls whether {@code /control} is served
 */
public record SimulatorConfig(
    int port,
    @Nullable Secret apiKey,
    @Nullable Path stateDirectory,
    WorldKind world,
    long seed,
    double speed,
    RateLimits limits,
    long maximumTokens,
    Duration killDelay,
    Duration stallThreshold,
    boolean streamAlias,
    boolean controls) {
  private static final long MAXIMUM_TOKENS = 1_000_000;
  private static final Duration STALL_THRESHOLD = Duration.ofMinutes(5);

  public SimulatorConfig {
    if (port < 0 || port > 65_535 || maximumTokens < 1 || killDelay.isNegative()) {
      throw new IllegalArgumentException("port, token maximum or kill delay out of range");
    }
    if (!(speed >= 0 && speed <= 10_000)) {
      throw new IllegalArgumentException("speed is 0 to 10,000, not " + speed);
    }
    if (stallThreshold.isNegative() || stallThreshold.isZero()) {
      throw new IllegalArgumentException("the stall threshold must be positive");
    }
  }

  /** An empty world on a free port, without key or state; kills take effect at once. */
  public static SimulatorConfig quiet() {
    return new SimulatorConfig(
        0,
        null,
        null,
        WorldKind.QUIET,
        1,
        1,
        RateLimits.CONTRACT,
        MAXIMUM_TOKENS,
        Duration.ZERO,
        STALL_THRESHOLD,
        true,
        true);
  }

  /** A living world on a free port, without key or state; kills take two seconds. */
  public static SimulatorConfig busy() {
    return quiet().withWorld(WorldKind.BUSY).withKillDelay(Duration.ofSeconds(2));
  }

  public SimulatorConfig withPort(int value) {
    return new SimulatorConfig(
        value,
        apiKey,
        stateDirectory,
        world,
        seed,
        speed,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withApiKey(@Nullable Secret value) {
    return new SimulatorConfig(
        port,
        value,
        stateDirectory,
        world,
        seed,
        speed,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withStateDirectory(@Nullable Path value) {
    return new SimulatorConfig(
        port,
        apiKey,
        value,
        world,
        seed,
        speed,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withWorld(WorldKind value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        value,
        seed,
        speed,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withSeed(long value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        value,
        speed,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withSpeed(double value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        seed,
        value,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withLimits(RateLimits value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        seed,
        speed,
        value,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withMaximumTokens(long value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        seed,
        speed,
        limits,
        value,
        killDelay,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withKillDelay(Duration value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        seed,
        speed,
        limits,
        maximumTokens,
        value,
        stallThreshold,
        streamAlias,
        controls);
  }

  public SimulatorConfig withStallThreshold(Duration value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        seed,
        speed,
        limits,
        maximumTokens,
        killDelay,
        value,
        streamAlias,
        controls);
  }

  public SimulatorConfig withStreamAlias(boolean value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        seed,
        speed,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        value,
        controls);
  }

  public SimulatorConfig withControls(boolean value) {
    return new SimulatorConfig(
        port,
        apiKey,
        stateDirectory,
        world,
        seed,
        speed,
        limits,
        maximumTokens,
        killDelay,
        stallThreshold,
        streamAlias,
        value);
  }
}
