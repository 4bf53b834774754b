package drover.notify;

import drover.chat.ChatAddress;
import drover.session.AgentLife;
import java.util.Optional;

/** Knows whether an end was ordered here. */
public interface EndOrders {
  /** The order that ended this life, when there is one. */
  Optional<EndOrder> of(AgentLife life);

  /**
   * @param by the person's name
   * @param chat where it was ordered
   * @param told whether that chat sees the end in the order's own message: while it is watched, and
   *     when the watch saw the end
   */
  record EndOrder(String by, ChatAddress chat, boolean told) {}
}
