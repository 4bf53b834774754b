package drover.openclaw;

import drover.base.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** Opens WebSockets to the event stream, with the key, without compression, bounded in size. */
final class StreamClient {
  static final long LARGEST_MESSAGE = 1L << 20;
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

  private final OpenClawConfig config;
  private final CountingSockets sockets = new CountingSockets(LARGEST_MESSAGE);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Threads.named("openclaw-socket"));
  private final OkHttpClient pinging;
  private final OkHttpClient silent;

  StreamClient(OpenClawConfig config, Duration ping) {
    this.config = config;
    this.silent =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(threads))
            .connectTimeout(config.timeout())
            .readTimeout(config.timeout())
            .writeTimeout(config.timeout())
            .callTimeout(config.timeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .socketFactory(sockets)
            .addInterceptor(StreamClient::withoutCompression)
            .build();
    this.pinging = silent.newBuilder().pingInterval(ping).build();
  }

  /** Begins to connect; returns at once. */
  WebSocket connect(boolean pings, WebSocketListener listener) {
    Request.Builder request = new Request.Builder().url(config.streamUrl());
    request.header("User-Agent", "Drover");
    String authorization = config.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return (pings ? pinging : silent).newWebSocket(request.build(), listener);
  }

  /** A whole message arrived; the next may be as large again. */
  void messageCame() {
    sockets.messageCame();
  }

  void close() {
    silent.dispatcher().cancelAll();
    silent.connectionPool().evictAll();
    threads.shutdown();
  }

  /** A small compressed message could fill the memory. */
  private static Response withoutCompression(Interceptor.Chain chain) throws IOException {
    Request plain = chain.request().newBuilder().removeHeader(EXTENSIONS).build();
    return chain.proceed(plain).newBuilder().removeHeader(EXTENSIONS).build();
  }
}
