package drover.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call to the server that did not do what was asked, sorted by what a caller can do about it. The
 * message is for logs; it never holds a key.
 */
public abstract sealed class SessionApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SessionApiException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public abstract <R> R accept(Visitor<R> visitor);

  /** One answer for each kind, so that a new kind is overlooked nowhere. */
  public interface Visitor<R> {
    R notFound(NotFound failure);

    R unauthorized(Unauthorized failure);

    R rateLimited(RateLimited failure);

    R invalidTokenLimit(InvalidTokenLimit failure);

    R respawnNotAllowed(RespawnNotAllowed failure);

    R refused(Refused failure);

    R unavailable(Unavailable failure);

    R outcomeUnknown(OutcomeUnknown failure);
  }

  /** No such session. */
  public static final class NotFound extends SessionApiException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.notFound(this);
    }
  }

  /** The key is missing, wrong or not allowed to do this. */
  public static final class Unauthorized extends SessionApiException {
    private static final long serialVersionUID = 1L;

    public Unauthorized(String message) {
      super(message, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unauthorized(this);
    }
  }

  /** Too many requests, by the server's count or by ours before asking it. */
  public static final class RateLimited extends SessionApiException {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    public RateLimited(String message, Duration retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rateLimited(this);
    }
  }

  /** The wished token limit is above what the server allows. */
  public static final class InvalidTokenLimit extends SessionApiException {
    private static final long serialVersionUID = 1L;
    private final @Nullable Long maximum;

    public InvalidTokenLimit(String message) {
      this(message, null);
    }

    /**
     * @param maximum what the server allows; null when it does not say
     */
    public InvalidTokenLimit(String message, @Nullable Long maximum) {
      super(message, null);
      this.maximum = maximum;
    }

    public @Nullable Long maximum() {
      return maximum;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.invalidTokenLimit(this);
    }
  }

  /** The session may not be started again in its present state. */
  public static final class RespawnNotAllowed extends SessionApiException {
    private static final long serialVersionUID = 1L;

    public RespawnNotAllowed(String message) {
      super(message, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.respawnNotAllowed(this);
    }
  }

  /** The server answered no for another reason. Nothing was done. */
  public static final class Refused extends SessionApiException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String reason;

    /**
     * @param code the server's own, or "HTTP 418" where it gives none
     * @param reason in the server's words; empty when it gives none
     */
    public Refused(String code, String reason) {
      super(code + ": " + reason, null);
      this.code = code;
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }

    public String code() {
      return code;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.refused(this);
    }
  }

  /**
   * No usable answer: refused connection, time-out, 5xx, garbage. What was asked may be repeated.
   */
  public static final class Unavailable extends SessionApiException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unavailable(this);
    }
  }

  /** The request left, no answer came, and repeating it could do it twice: look what happened. */
  public static final class OutcomeUnknown extends SessionApiException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.outcomeUnknown(this);
    }
  }
}
