package drover.outbox;

import java.time.Duration;

/**
 * How much the chat service takes. Times are measured from the end of each call, so that whatever
 * the way there takes, no more arrives in any window than this says.
 *
 * @param burst how many messages one chat takes at once
 * @param interval after a burst, one message each
 * @param perGroup messages and edits of one group within {@code groupWindow}
 * @param overall messages and edits of all chats within {@code overallWindow}
 * @param margin added to each window and interval, for clocks that tick coarsely
 */
public record SendLimits(
    int burst,
    Duration interval,
    int perGroup,
    Duration groupWindow,
    int overall,
    Duration overallWindow,
    Duration margin) {
  public SendLimits {
    if (burst < 1 || perGroup < 1 || overall < 1 || margin.isNegative()) {
      throw new IllegalArgumentException("each limit lets at least one through");
    }
  }

  /** Telegram's: 1 a second and chat with bursts of 3, 20 a minute and group, 30 a second. */
  public static SendLimits telegram() {
    return new SendLimits(
        3,
        Duration.ofSeconds(1),
        20,
        Duration.ofSeconds(60),
        30,
        Duration.ofSeconds(1),
        Duration.ofMillis(3));
  }
}
