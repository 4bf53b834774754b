package drover.emulator;

/**
 * A way for a call to go wrong.
 *
 * @param code and what follows: for {@link Kind#ANSWER} only
 * @param retryAfter seconds; 0 for none
 */
public record Fault(Kind kind, int code, String description, long retryAfter) {
  /** What the client sees. */
  public enum Kind {
    /** An error of the Bot API; the call is not done. */
    ANSWER,
    /** A proxy's 502 page in HTML; the call is not done. */
    BAD_GATEWAY,
    /** Nothing, for ever; the call is not done. */
    HANG,
    /** The connection ends; the call is not done. */
    CUT_BEFORE,
    /** The connection ends; the call is done. */
    CUT_AFTER,
    /** 200 without a body; the call is done. */
    EMPTY,
    /** Nothing, for ever; the call is done. */
    HANG_AFTER
  }

  public static Fault answer(int code, String description) {
    return new Fault(Kind.ANSWER, code, description, 0);
  }

  public static Fault tooManyRequests(long retryAfterSeconds) {
    return new Fault(
        Kind.ANSWER, 429, "Too Many Requests: retry after " + retryAfterSeconds, retryAfterSeconds);
  }

  public static Fault of(Kind kind) {
    return new Fault(kind, 0, "", 0);
  }
}
