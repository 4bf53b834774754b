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
  private final boolean tooLarge;

  private CallFailure(
      String message,
      @Nullable Throwable cause,
      boolean written,
      int httpStatus,
      @Nullable Duration retryAfter,
      boolean tooLarge) {
    super(message, cause);
    this.written = written;
    this.httpStatus = httpStatus;
    this.retryAfter = retryAfter;
    this.tooLarge = tooLarge;
  }

  static CallFailure broken(IOException cause, boolean written) {
    String message = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new CallFailure(message, cause, written, 0, null, false);
  }

  static CallFailure notTelegram(int httpStatus, @Nullable Duration retryAfter) {
    String message = "HTTP " + httpStatus + " without an answer of Telegram's";
    return new CallFailure(message, null, true, httpStatus, retryAfter, false);
  }

  static CallFailure tooLarge(long most) {
    String message = "the answer has more than " + most + " bytes";
    return new CallFailure(message, null, true, 0, null, true);
  }

  /** Whether an answer came that is too large to be read. */
  static boolean isTooLarge(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CallFailure call && call.tooLarge) {
        return true;
      }
    }
    return false;
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
