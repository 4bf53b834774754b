package drover.outbox;

import drover.chat.MessageRef;

/** Finds the words for a fact at the moment it is sent. */
public interface Renderer {
  /** Called on a sending thread; may read stores; a throw counts as a failed attempt. */
  Rendering render(Delivery delivery);

  /** It stands there. Called in the transaction that records so. */
  void told(Delivery delivery, MessageRef message);
}
