package drover.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * Reads a stream, uncompressed, and only counts its frames. Arguments: its address, what opens it,
 * and numbers of frames; prints each number when so many were read.
 */
final class BareReader {
  private BareReader() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    List<Integer> marks = Stream.of(args).skip(2).map(Integer::valueOf).toList();
    AtomicInteger frames = new AtomicInteger();
    WebSocket unused =
        new OkHttpClient.Builder()
            .addInterceptor(BareReader::withoutCompression)
            .build()
            .newWebSocket(
                new Request.Builder().url(args[0]).header("Authorization", args[1]).build(),
                new WebSocketListener() {
                  @Override
                  public void onMessage(WebSocket socket, String text) {
                    int read = frames.incrementAndGet();
                    if (marks.contains(read)) {
                      System.out.println(read);
                    }
                  }
                });
  }

  /** Which the bot does not take either. */
  private static Response withoutCompression(Interceptor.Chain chain) throws IOException {
    String extensions = "Sec-WebSocket-Extensions";
    return chain.proceed(chain.request().newBuilder().removeHeader(extensions).build());
  }
}
