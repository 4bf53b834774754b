package drover.monitor;

import java.time.Duration;

/**
 * How the monitor looks at a server.
 *
 * @param stallThreshold silence longer than this is a stall
 * @param tokenLevels when to warn of the token limit
 * @param sweepEvery how often agents are looked over for silence
 * @param pollInterval how often to list while no event stream stands, and after a failed list
 * @param relistInterval how often to list while one does
 * @param patience how long a person's question waits for the server
 * @param forgetAfter how long an ended agent stays after the server stopped listing it; one that
 *     never ended stays 31 times as long
 * @param snapshotEvery how often at most the answer to readers is built anew
 */
public record MonitorConfig(
    Duration stallThreshold,
    TokenLevels tokenLevels,
    Duration sweepEvery,
    Duration pollInterval,
    Duration relistInterval,
    Duration patience,
    Duration forgetAfter,
    Duration snapshotEvery) {
  public MonitorConfig {
    if (stallThreshold.compareTo(Duration.ZERO) <= 0
        || sweepEvery.compareTo(Duration.ZERO) <= 0
        || pollInterval.compareTo(Duration.ZERO) <= 0
        || relistInterval.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("a monitor's intervals must be longer than nothing");
    }
  }

  /** What people set; the rest as the API's rulings and the promises want them. */
  public static MonitorConfig of(
      Duration stallThreshold,
      TokenLevels tokenLevels,
      Duration sweepEvery,
      Duration pollInterval) {
    return new MonitorConfig(
        stallThreshold,
        tokenLevels,
        sweepEvery,
        pollInterval,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofHours(24),
        Duration.ofMillis(200));
  }
}
