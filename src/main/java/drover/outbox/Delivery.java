package drover.outbox;

import drover.chat.ChatAddress;

/**
 * A fact on its way to one chat.
 *
 * @param maybeRepeat an earlier send was cut off: it may stand there already, so say so
 * @param held it was held back, and goes out with all that was
 * @param alone it is not told with others in one message
 */
public record Delivery(
    long id,
    Fact fact,
    ChatAddress to,
    int attempts,
    boolean maybeRepeat,
    boolean held,
    boolean alone) {
  public Delivery(long id, Fact fact, ChatAddress to, int attempts, boolean maybeRepeat) {
    this(id, fact, to, attempts, maybeRepeat, false, false);
  }
}
