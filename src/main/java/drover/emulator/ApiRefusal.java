package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The emulator's "no" to a call, in Telegram's words. */
final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final Verdict verdict;
  private final transient @Nullable ObjectNode parameters;

  private ApiRefusal(
      int code, String description, Verdict verdict, @Nullable ObjectNode parameters) {
    super(description, null, false, false);
    this.code = code;
    this.verdict = verdict;
    this.parameters = parameters;
  }

  /** The caller built a request that no state of the world would make right. */
  static ApiRefusal invalid(String reason) {
    return new ApiRefusal(400, "Bad Request: " + reason, Verdict.INVALID, null);
  }

  static ApiRefusal invalid(int code, String description) {
    return new ApiRefusal(code, description, Verdict.INVALID, null);
  }

  /** The request is well made but the world is not so. */
  static ApiRefusal badRequest(String reason) {
    return new ApiRefusal(400, "Bad Request: " + reason, Verdict.REFUSED, null);
  }

  static ApiRefusal forbidden(String reason) {
    return new ApiRefusal(403, "Forbidden: " + reason, Verdict.REFUSED, null);
  }

  static ApiRefusal refused(int code, String description) {
    return new ApiRefusal(code, description, Verdict.REFUSED, null);
  }

  static ApiRefusal migrated(long newChat) {
    return new ApiRefusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        Verdict.REFUSED,
        Json.object().put("migrate_to_chat_id", newChat));
  }

  static ApiRefusal tooManyRequests(long seconds, Verdict verdict) {
    return new ApiRefusal(
        429,
        "Too Many Requests: retry after " + seconds,
        verdict,
        Json.object().put("retry_after", seconds));
  }

  static ApiRefusal fault(int code, String description) {
    return new ApiRefusal(code, description, Verdict.FAULT, null);
  }

  int code() {
    return code;
  }

  String description() {
    return String.valueOf(getMessage());
  }

  Verdict verdict() {
    return verdict;
  }

  @Nullable ObjectNode parameters() {
    return parameters;
  }
}
