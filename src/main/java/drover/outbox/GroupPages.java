package drover.outbox;

import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import java.util.Optional;

/** Turns the pages of messages that tell many facts. */
public interface GroupPages {
  /**
   * That page as it reads now; changes of its rows keep to it from now on. Empty when nobody knows
   * any more what the message tells.
   */
  Optional<OutgoingMessage> turnTo(MessageRef message, int page);
}
