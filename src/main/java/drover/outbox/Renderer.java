package drover.outbox;

import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import java.util.List;

/** Finds the words for a fact at the moment it is sent. */
public interface Renderer {
  /** Called on a sending thread; may read stores; a throw counts as a failed attempt. */
  Rendering render(Delivery delivery);

  /** It stands there. Called in the transaction that records so. */
  void told(Delivery delivery, MessageRef message);

  /**
   * The message that was to be edited is not there any more. Called once for all changes of it that
   * went together, in the transaction that records so.
   */
  default void gone(Delivery delivery, MessageRef message) {}

  /**
   * One message for all of these, as they are now: when it is first sent, and each time one of them
   * changed. Asked only for what {@link #render} wants to send, and not alone.
   *
   * @param members in the order of their coming
   */
  default OutgoingMessage group(List<Delivery> members, GroupPage page) {
    throw new IllegalStateException("these are told alone");
  }
}
