package drover.simulator;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** One open stream, with a bound on what waits for a slow reader. Any thread. */
final class StreamClient {
  static final long MOST_CHARACTERS_WAITING = 8_000_000;

  private final Session session;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean gone = new AtomicBoolean();

  StreamClient(Session session) {
    this.session = session;
  }

  /** Hands a frame to the network; false when too much is waiting there already. */
  boolean send(String frame) {
    if (gone.get()) {
      return true;
    }
    if (waiting.addAndGet(frame.length()) > MOST_CHARACTERS_WAITING) {
      return false;
    }
    session.sendText(
        frame, Callback.from(() -> waiting.addAndGet(-frame.length()), failure -> gone.set(true)));
    return true;
  }

  /** Whether a fast sender does well to wait. */
  boolean isBehind() {
    return !gone.get() && waiting.get() > MOST_CHARACTERS_WAITING / 8;
  }

  /** Drops the connection without a closing handshake; false when it was gone already. */
  boolean cut() {
    boolean first = gone.compareAndSet(false, true);
    session.disconnect();
    return first;
  }
}
