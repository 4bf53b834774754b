package drover.openclaw;

import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.EventListener;

/** Knows how often one call began to send its request. Any thread. */
final class Sends extends EventListener {
  private final AtomicInteger begun = new AtomicInteger();

  /** The listener that rides on a request as its tag. */
  static EventListener of(Call call) {
    Sends sends = call.request().tag(Sends.class);
    return sends == null ? EventListener.NONE : sends;
  }

  int count() {
    return begun.get();
  }

  @Override
  public void requestHeadersStart(Call call) {
    begun.incrementAndGet();
  }
}
