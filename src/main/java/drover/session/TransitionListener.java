package drover.session;

/**
 * Hears of transitions inside the transaction that stores the belief: what it writes commits with
 * it or not at all. Called on the monitor's thread; must not call a server or a chat.
 *
 * <p>One that throws is called again in a new transaction; after that a plain notice takes its
 * place.
 */
public interface TransitionListener {
  void on(Transition transition);
}
