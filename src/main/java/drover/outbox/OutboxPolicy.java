package drover.outbox;

import drover.base.Backoff;
import java.time.Duration;

/**
 * The outbox's numbers.
 *
 * @param threads sends at the same time, each to another chat
 * @param answersPerLane answers that may wait in one lane; the oldest is dropped for one more
 * @param renderAttempts failed renderings before a plain notice goes out instead
 * @param retry waits after a send that was surely not done; for ever
 * @param afterUnknown waits after sends with unknown outcomes, of one message; for ever, and they
 *     grow twice as fast, since each may have arrived
 * @param answerPatience how long an answer is tried again while the service is away
 * @param noRightsPark how long a lane rests that we may not write to
 * @param unauthorizedPause how long all rest when the token is refused
 * @param fewInLane how many wait in a lane before they become one message
 * @param mostInGroup how many one message tells; the rest are the next message
 * @param bounds how many may wait
 * @param unnamedPark how long a lane rests when the service says "too many" but not for how long
 */
public record OutboxPolicy(
    SendLimits limits,
    int threads,
    int answersPerLane,
    int renderAttempts,
    Backoff retry,
    Backoff afterUnknown,
    Duration answerPatience,
    Duration noRightsPark,
    Duration unauthorizedPause,
    int fewInLane,
    int mostInGroup,
    Bounds bounds,
    Duration unnamedPark) {

  /**
   * How many may wait; beyond it the least urgent are left out, the oldest first.
   *
   * @param inAll in all lanes together
   * @param perLane in one lane
   * @param bite how many are left out at once
   */
  public record Bounds(long inAll, long perLane, int bite) {
    public static Bounds standard() {
      return new Bounds(200_000, 20_000, 5_000);
    }
  }

  public static OutboxPolicy standard() {
    return with(SendLimits.telegram());
  }

  public static OutboxPolicy with(SendLimits limits) {
    return new OutboxPolicy(
        limits,
        16,
        200,
        5,
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
        new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(15)),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        5,
        500,
        Bounds.standard(),
        Duration.ofSeconds(30));
  }

  public OutboxPolicy withBounds(Bounds other) {
    return new OutboxPolicy(
        limits,
        threads,
        answersPerLane,
        renderAttempts,
        retry,
        afterUnknown,
        answerPatience,
        noRightsPark,
        unauthorizedPause,
        fewInLane,
        mostInGroup,
        other,
        unnamedPark);
  }
}
