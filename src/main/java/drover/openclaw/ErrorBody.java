package drover.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import drover.session.SessionApiException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server says went wrong. Its code decides; without one that we know, the HTTP status does.
 *
 * @param code upper-cased; null when it gives none
 * @param maximum of what was asked for, where the server tells it; else null
 */
record ErrorBody(@Nullable String code, String message, @Nullable Long maximum) {
  static final String ALREADY_TERMINATED = "SESSION_ALREADY_TERMINATED";

  /** How long to stay away after a 429 that does not say. */
  static final Duration USUAL_WAIT = Duration.ofSeconds(5);

  static ErrorBody read(JsonNode answer) {
    JsonNode error = answer.path("error");
    JsonNode place = error.isObject() ? error : answer;
    String code = Json.text(place, "code");
    String message = Json.text(place, "message");
    if (message == null) {
      message = Json.text(answer, "error");
    }
    JsonNode details = place.path("details");
    String more = details.isContainerNode() && !details.isEmpty() ? " " + details : "";
    return new ErrorBody(
        code == null ? null : code.strip().toUpperCase(Locale.ROOT),
        (message == null ? "" : message) + more,
        maximum(details));
  }

  private static @Nullable Long maximum(JsonNode details) {
    for (String name : List.of("maximum", "max", "maxAllowed", "limit")) {
      JsonNode value = details.path(name);
      if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
        return value.longValue();
      }
    }
    return null;
  }

  /** Whether an answer that came with 200 is a failure all the same. */
  static boolean denies(JsonNode answer) {
    JsonNode success = answer.path("success");
    return (success.isBoolean() && !success.booleanValue())
        || (success.isTextual() && success.textValue().equalsIgnoreCase("false"))
        || answer.path("error").hasNonNull("code");
  }

  /**
   * The failure that this error and its status amount to.
   *
   * @param ofSession whether the address named a session, so that a bare 404 means that one
   * @param retryAfter what the server said about it; null for nothing
   */
  Failure toFailure(int status, boolean ofSession, @Nullable Duration retryAfter, Wording wording) {
    String label = code == null ? "HTTP " + status : code;
    String text = wording.clean(message.isEmpty() ? label : label + ": " + message);
    return switch (code == null ? "" : code) {
      case "SESSION_NOT_FOUND" -> last(new SessionApiException.NotFound(text));
      case "UNAUTHORIZED" -> last(new SessionApiException.Unauthorized(text));
      case "INVALID_TOKEN_LIMIT" -> last(new SessionApiException.InvalidTokenLimit(text, maximum));
      case "RESPAWN_NOT_ALLOWED" -> last(new SessionApiException.RespawnNotAllowed(text));
      case "RATE_LIMIT_EXCEEDED" -> throttled(text, retryAfter);
      case ALREADY_TERMINATED -> refused(label, wording);
      default -> byStatus(status, ofSession, retryAfter, label, text, wording);
    };
  }

  private Failure byStatus(
      int status,
      boolean ofSession,
      @Nullable Duration retryAfter,
      String label,
      String text,
      Wording wording) {
    if (status == 401 || status == 403) {
      return last(new SessionApiException.Unauthorized(text));
    }
    if (status == 404 && code == null && ofSession) {
      return last(new SessionApiException.NotFound(text));
    }
    if (status == 429) {
      return throttled(text, retryAfter);
    }
    if (status == 408 || status >= 500) {
      return new Failure(
          Failure.Kind.PASSING, new SessionApiException.Unavailable(text, null), retryAfter);
    }
    if (status == 404 && code == null) {
      return last(
          new SessionApiException.Refused(
              label, "no sessions API at this address; check openclaw.api-url"));
    }
    return refused(status / 100 == 2 && code == null ? "FAILED" : label, wording);
  }

  private static Failure throttled(String text, @Nullable Duration retryAfter) {
    Duration wait = retryAfter == null ? USUAL_WAIT : retryAfter;
    return new Failure(
        Failure.Kind.THROTTLED, new SessionApiException.RateLimited(text, wait), retryAfter);
  }

  private Failure refused(String label, Wording wording) {
    return last(new SessionApiException.Refused(wording.clean(label), wording.clean(message)));
  }

  private static Failure last(SessionApiException problem) {
    return new Failure(Failure.Kind.FINAL, problem);
  }
}
