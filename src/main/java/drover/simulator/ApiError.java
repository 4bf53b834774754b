package drover.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A refusal in the contract's words. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, Object> details;
  private final Duration retryAfter;

  private ApiError(
      int status, String code, String message, Map<String, Object> details, Duration retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }

  String text() {
    return Objects.toString(getMessage(), "");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, Object> details() {
    return details;
  }

  /** Zero when there is nothing to wait for. */
  Duration retryAfter() {
    return retryAfter;
  }

  static ApiError of(int status, String code, String message, Map<String, Object> details) {
    return new ApiError(status, code, message, details, Duration.ZERO);
  }

  static ApiError invalid(String message) {
    return of(400, "INVALID_REQUEST", message, Map.of());
  }

  static ApiError invalidField(String field, String problem) {
    return of(400, "INVALID_REQUEST", "Field '" + field + "' " + problem, Map.of("field", field));
  }

  static ApiError tokenLimit(long wanted, long maximum) {
    String problem =
        wanted > maximum
            ? "Token limit " + wanted + " exceeds maximum allowed " + maximum
            : "Token limit " + wanted + " is not positive";
    return of(400, "INVALID_TOKEN_LIMIT", problem, Map.of("requested", wanted, "maximum", maximum));
  }

  static ApiError unauthorized() {
    return of(401, "UNAUTHORIZED", "Invalid or missing API key", Map.of());
  }

  static ApiError sessionNotFound(String id) {
    return of(404, "SESSION_NOT_FOUND", "Session with ID " + id + " not found", Map.of());
  }

  static ApiError notFound(String path) {
    return of(404, "NOT_FOUND", "There is nothing at " + path, Map.of());
  }

  static ApiError alreadyTerminated(String id, AgentStatus status) {
    return of(
        409,
        "SESSION_ALREADY_TERMINATED",
        "Session " + id + " is already " + status.wire(),
        Map.of("status", status.wire()));
  }

  static ApiError respawnNotAllowed(String id, AgentStatus status) {
    return of(
        409,
        "RESPAWN_NOT_ALLOWED",
        "Session " + id + " is " + status.wire() + " and cannot be respawned",
        Map.of("status", status.wire()));
  }

  static ApiError rateLimited(String what, int limit, Duration retryAfter) {
    return new ApiError(
        429,
        "RATE_LIMIT_EXCEEDED",
        "Too many " + what,
        Map.of("limit", limit, "retryAfterMs", retryAfter.toMillis()),
        retryAfter);
  }
}
