package drover.session;

/**
 * Hears what happens to the server, inside the transaction that stores what is believed of it, on
 * the thread that owns the beliefs. Writes to stores and posts facts; does nothing else.
 */
@FunctionalInterface
public interface ServerNewsListener {
  void on(ServerNews news);
}
