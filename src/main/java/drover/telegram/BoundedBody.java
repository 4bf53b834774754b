package drover.telegram;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A body that fails once more comes than anyone should send. One thread. */
final class BoundedBody extends ResponseBody {
  private final ResponseBody whole;
  private final BufferedSource bounded;

  /**
   * @param onTooLarge hears of a body that is
   */
  BoundedBody(ResponseBody whole, long most, Runnable onTooLarge) {
    this.whole = whole;
    this.bounded = Okio.buffer(new Bounded(whole.source(), most, onTooLarge));
  }

  @Override
  public @Nullable MediaType contentType() {
    return whole.contentType();
  }

  @Override
  public long contentLength() {
    return whole.contentLength();
  }

  @Override
  public BufferedSource source() {
    return bounded;
  }

  private static final class Bounded extends ForwardingSource {
    private final long most;
    private final Runnable onTooLarge;
    private long count;

    Bounded(BufferedSource source, long most, Runnable onTooLarge) {
      super(source);
      this.most = most;
      this.onTooLarge = onTooLarge;
    }

    @Override
    public long read(Buffer sink, long bytes) throws IOException {
      long read = super.read(sink, bytes);
      count += Math.max(0, read);
      if (count > most) {
        onTooLarge.run();
        throw CallFailure.tooLarge(most);
      }
      return read;
    }
  }
}
