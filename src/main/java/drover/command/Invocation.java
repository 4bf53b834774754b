package drover.command;

import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.Incoming.Mention;
import drover.chat.Incoming.Reply;
import drover.chat.MessageRef;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command being called, by somebody who may.
 *
 * @param group whether more than one person reads here
 * @param page the message that the answer replaces; null: a new one
 * @param pressed whether it came from a button
 * @param life the agent life the button was drawn for, as its key; null for typed calls
 * @param ordered an order button was pressed, and its token was used up by this press
 * @param sentAt when it was typed, or when the press was fetched
 * @param repliedTo the message that a typed call answers; null when none
 * @param mentions the people named in a typed call
 */
record Invocation(
    CommandCall call,
    Person by,
    ChatAddress chat,
    boolean group,
    @Nullable MessageRef page,
    boolean pressed,
    @Nullable String life,
    boolean ordered,
    Instant sentAt,
    @Nullable Reply repliedTo,
    List<Mention> mentions) {
  /** Who calls. */
  record Person(UserId id, String name, Role role) {}

  List<String> words() {
    return call.words();
  }
}
