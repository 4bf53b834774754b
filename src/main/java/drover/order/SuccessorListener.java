package drover.order;

import drover.session.SessionId;

/**
 * Hears that an agent was respawned from here, in the transaction that writes it down. Writes to
 * stores and posts facts; does nothing else.
 */
@FunctionalInterface
public interface SuccessorListener {
  void respawned(Order order, SessionId successor);
}
