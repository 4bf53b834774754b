package drover.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An open event stream and what came over it. */
final class StreamReader implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final StringBuilder partial = new StringBuilder();
  private final List<String> frames = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger pongs = new AtomicInteger();
  private volatile boolean over;
  private @Nullable WebSocket socket;

  /** Throws {@link Refused} when the handshake is not taken. */
  static StreamReader open(HttpClient http, URI uri, @Nullable String key) {
    StreamReader reader = new StreamReader();
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (key != null) {
      builder.header("Authorization", "Bearer " + key);
    }
    try {
      reader.socket = builder.buildAsync(uri, reader).join();
      return reader;
    } catch (CompletionException e) {
      int status =
          e.getCause() instanceof WebSocketHandshakeException handshake
              ? handshake.getResponse().statusCode()
              : 0;
      throw new Refused(status, e);
    }
  }

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, Throwable cause) {
      super("refused with " + status, cause);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  List<String> frames() {
    synchronized (frames) {
      return List.copyOf(frames);
    }
  }

  int count() {
    return frames.size();
  }

  List<JsonNode> events() {
    return frames().stream().map(StreamReader::parse).toList();
  }

  List<String> types() {
    return events().stream().map(event -> event.path("type").asText()).toList();
  }

  boolean isOver() {
    return over;
  }

  int pongs() {
    return pongs.get();
  }

  void ping() {
    socket().sendPing(ByteBuffer.wrap(new byte[] {1, 2})).join();
  }

  @Override
  public void close() {
    socket().abort();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pongs.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    over = true;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    over = true;
  }

  private WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not open");
    }
    return socket;
  }

  private static JsonNode parse(String frame) {
    try {
      return JSON.readTree(frame);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + frame, e);
    }
  }
}
