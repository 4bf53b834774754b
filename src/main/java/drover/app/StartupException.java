package drover.app;

import org.jspecify.annotations.Nullable;

/** The bot cannot start; the message says why and what to do, in words for a person. */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
