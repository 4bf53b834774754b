package drover.openclaw;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the event stream, from the attempt to its end. The library's threads call it;
 * it hands over and never throws. It tells of one opening and one end at most.
 */
final class Connection extends WebSocketListener {
  /** What a connection tells, on the library's threads. */
  interface Owner {
    void opened(Connection connection);

    /** A whole message came; it is to be handed over before this returns. */
    void message(Connection connection, String text);

    void ended(Connection connection, End end);
  }

  /**
   * How it ended.
   *
   * @param reason in words, raw: it may hold what the server said
   * @param status of a refused handshake; zero for other ends
   * @param withoutPong no ping was ever answered, though data came
   */
  record End(String reason, @Nullable IOException cause, int status, boolean withoutPong) {}

  private final Owner owner;
  private @Nullable WebSocket socket;
  private @Nullable Instant openedAt;
  private @Nullable Instant lastData;
  private @Nullable End end;

  Connection(Owner owner) {
    this.owner = owner;
  }

  /** Gives it the socket that it listens to. */
  void attach(WebSocket opened) {
    boolean late;
    synchronized (this) {
      socket = opened;
      late = end != null;
    }
    if (late) {
      opened.cancel();
    }
  }

  synchronized @Nullable Instant openedAt() {
    return openedAt;
  }

  synchronized @Nullable Instant lastData() {
    return lastData;
  }

  synchronized @Nullable End end() {
    return end;
  }

  /** Records when it opened. Called by the owner, who has the clock. */
  synchronized void openedAt(Instant now) {
    openedAt = now;
  }

  synchronized void dataAt(Instant now) {
    lastData = now;
  }

  /** Ends it from our side. */
  void cut(String reason) {
    finish(new End(reason, null, 0, false));
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    if (end() == null) {
      owner.opened(this);
    }
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    if (end() == null) {
      owner.message(this, text);
    }
  }

  @Override
  public void onMessage(WebSocket webSocket, ByteString bytes) {
    onMessage(webSocket, bytes.utf8());
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    finish(new End("the server closed the stream: " + code + " " + reason, null, 0, false));
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
    int status = response == null || openedAt() != null ? 0 : response.code();
    if (status != 0 && status != 101) {
      finish(new End("the server refused the stream with HTTP " + status, null, status, false));
      return;
    }
    String said = t.getMessage() == null ? "" : t.getMessage();
    boolean noPong = t instanceof SocketTimeoutException && said.startsWith("sent ping");
    finish(
        new End(
            noPong ? "the server stopped answering pings" : said,
            !noPong && t instanceof IOException broken ? broken : null,
            0,
            noPong && said.contains("after 0 successful") && lastData() != null));
  }

  private void finish(End how) {
    WebSocket ending;
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = how;
      ending = socket;
    }
    if (ending != null) {
      ending.cancel();
    }
    owner.ended(this, how);
  }
}
