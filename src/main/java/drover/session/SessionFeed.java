package drover.session;

/**
 * A server's event stream: a hint that something moved. It reconnects for ever by itself.
 *
 * <p>The listener is called on the feed's own thread, one call at a time, and must hand over and
 * return.
 */
public interface SessionFeed {
  /** Begins to connect and returns at once. Called once. */
  void open(Listener listener);

  /** Ends the connection and its threads. */
  void close();

  /** What the feed tells. */
  interface Listener {
    /** A connection stands: list now, then trust what follows. */
    void connected();

    void event(SessionEvent event);

    /** The connection is gone; events may have been missed. Told once per connection. */
    void disconnected(String reason);
  }
}
