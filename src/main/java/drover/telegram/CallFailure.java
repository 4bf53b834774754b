package drover.telegram;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that brought no answer of Telegram's own: a broken connection, or a proxy's page. */
final class CallFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean written;
  private final int httpStatus;
  private final @Nullable Duration retryAfter;

  private CallFailure(
      String message,
      @Nullable Throwable cause,
      boolean written,
      int httpStatus,
      @Nullable Duration retryAfter) {
    super(message, cause);
    this.written = written;
    this.httpStatus = httpStatus;
    this.retryAfter = retryAfter;
  }

  static CallFailure broken(IOException cause, boolean written) {
    String message = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new CallFailure(message, cause, written, 0, null);
  }

  static CallFailure notTelegram(int httpStatus, @Nullable Duration retryAfter) {
    String message = "HTTP " + httpStatus + " without an answer of Telegram's";
    return new CallFailure(message, null, true, httpStatus, retryAfter);
  }

  /** Whether a byte of the request may have reached the other side. */
  boolean written() {
    return written;
  }

  /** 0 when no answer came. */
  int httpStatus() {
    return httpStatus;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
