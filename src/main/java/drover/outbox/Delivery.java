package drover.outbox;

import drover.chat.ChatAddress;

/**
 * A fact on its way to one chat.
 *
 * @param maybeRepeat an earlier send was cut off: it may stand there already, so say so
 */
public record Delivery(long id, Fact fact, ChatAddress to, int attempts, boolean maybeRepeat) {}
