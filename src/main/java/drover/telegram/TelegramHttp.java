package drover.telegram;

import drover.base.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP clients. Each failure leaves them as a {@link CallFailure} that knows whether the
 * request had begun to be written, which decides between "not done" and "outcome unknown".
 */
final class TelegramHttp {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int CALLS_AT_ONCE = 100;

  /** An answer to a send is a message of at most some kilobytes. */
  private static final long MOST_BYTES = 1L << 20;

  private TelegramHttp() {}

  /** A client whose calls take at most {@code patience}, all together. */
  static OkHttpClient client(String threads, Duration patience) {
    return client(threads, patience, MOST_BYTES, () -> {});
  }

  /**
   * @param mostBytes of a body that is read
   * @param onTooLarge hears of each body that is larger
   */
  static OkHttpClient client(
      String threads, Duration patience, long mostBytes, Runnable onTooLarge) {
    Dispatcher dispatcher = new Dispatcher(executor(threads));
    dispatcher.setMaxRequests(CALLS_AT_ONCE);
    dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
    Duration connect = patience.compareTo(CONNECT) < 0 ? patience : CONNECT;
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectTimeout(connect)
        .readTimeout(patience)
        .writeTimeout(patience)
        .callTimeout(patience)
        // OkHttp would quietly repeat a send that died with its pooled connection.
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .addInterceptor(chain -> bounded(explain(chain), mostBytes, onTooLarge))
        .addNetworkInterceptor(TelegramHttp::noteWriting)
        .build();
  }

  static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static ExecutorService executor(String threads) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        60,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Threads.named(threads));
  }

  private static Response explain(Interceptor.Chain chain) throws IOException {
    Written written = new Written(new AtomicBoolean());
    Request tagged = chain.request().newBuilder().tag(Written.class, written).build();
    Response response;
    String head;
    try {
      response = chain.proceed(tagged);
    } catch (IOException e) {
      throw CallFailure.broken(e, written.flag().get());
    }
    try {
      head = response.peekBody(64).string().stripLeading();
    } catch (IOException e) {
      response.close();
      throw CallFailure.broken(e, true);
    }
    if (head.startsWith("{")) {
      return response;
    }
    response.close();
    throw CallFailure.notTelegram(response.code(), retryAfter(response));
  }

  private static Response bounded(Response response, long most, Runnable onTooLarge) {
    BoundedBody body = new BoundedBody(response.body(), most, onTooLarge);
    return response.newBuilder().body(body).build();
  }

  private static Response noteWriting(Interceptor.Chain chain) throws IOException {
    Written written = chain.request().tag(Written.class);
    if (written != null) {
      written.flag().set(true);
    }
    return chain.proceed(chain.request());
  }

  private static @Nullable Duration retryAfter(Response response) {
    String header = response.header("Retry-After");
    return header != null && header.matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : null;
  }

  private record Written(AtomicBoolean flag) {}
}
