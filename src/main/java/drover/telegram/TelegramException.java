package drover.telegram;

/** Telegram did not tell us who we are. The message is one sentence without secrets. */
public final class TelegramException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** It has not the form of a token, or Telegram never issued it (404). */
    MALFORMED_TOKEN,
    /** It was one once (401). */
    REVOKED_TOKEN,
    /** Nothing is known of the token: no usable answer. */
    UNREACHABLE
  }

  private final Kind kind;

  TelegramException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
