package drover.simulator;

import java.time.Duration;
import java.util.Map;

/** What goes back to a caller. Immutable; the body must not be changed by anybody. */
final class Answer {
  private static final String JSON = "application/json; charset=utf-8";

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;

  Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, body, Map.of());
  }

  static Answer retryLater(int status, byte[] body, Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new Answer(status, JSON, body, Map.of("Retry-After", Long.toString(seconds)));
  }

  Answer withHeader(String name, String value) {
    return new Answer(status, contentType, body, Map.of(name, value));
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
