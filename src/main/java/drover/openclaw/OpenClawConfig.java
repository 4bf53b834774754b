package drover.openclaw;

import drover.base.Redactor;
import drover.base.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is and how patient to be with it.
 *
 * @param apiUrl the base, such as {@code http://localhost:3000/api}
 * @param apiKey null for a server without authentication
 * @param wsUrl the event stream's address; null: the base with {@code /sessions/ws}
 * @param timeout for one try of one call
 * @param retryAttempts further tries after the first, where a call may be repeated
 * @param stream whether to use the event stream at all
 * @param defaultTokenLimit what a session without a token limit has
 */
public record OpenClawConfig(
    String apiUrl,
    @Nullable Secret apiKey,
    @Nullable String wsUrl,
    Duration timeout,
    int retryAttempts,
    boolean stream,
    long defaultTokenLimit) {
  public OpenClawConfig {
    if (parse(apiUrl) == null) {
      throw new IllegalArgumentException("openclaw.api-url is no http address");
    }
    if (wsUrl != null && parse(wsUrl) == null) {
      throw new IllegalArgumentException("openclaw.ws-url is no ws address");
    }
    if (apiKey != null && !apiKey.reveal().strip().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "openclaw.api-key has a character that no HTTP header can carry");
    }
    if (timeout.toMillis() < 1 || retryAttempts < 0 || defaultTokenLimit < 1) {
      throw new IllegalArgumentException("openclaw: time-out, retries or token limit too small");
    }
  }

  /** The base without a trailing slash. */
  HttpUrl base() {
    HttpUrl url = Objects.requireNonNull(parse(apiUrl));
    HttpUrl.Builder builder = url.newBuilder().query(null).fragment(null);
    if (url.pathSize() > 1 && url.pathSegments().get(url.pathSize() - 1).isEmpty()) {
      builder.removePathSegment(url.pathSize() - 1);
    }
    return builder.build();
  }

  /** The event stream's address, spelled with http or https as OkHttp wants it. */
  HttpUrl streamUrl() {
    return wsUrl == null
        ? base().newBuilder().addPathSegments("sessions/ws").build()
        : Objects.requireNonNull(parse(wsUrl));
  }

  /** Knows the key, as written and as sent. */
  Redactor redactor() {
    return new Redactor(
        apiKey == null ? List.of() : List.of(apiKey, new Secret(apiKey.reveal().strip())));
  }

  /** The value of the Authorization header; null without a key. */
  @Nullable String authorization() {
    return apiKey == null ? null : "Bearer " + apiKey.reveal().strip();
  }

  private static @Nullable HttpUrl parse(String url) {
    String http = url.strip();
    if (http.regionMatches(true, 0, "ws", 0, 2)) {
      http = "http" + http.substring(2);
    }
    return HttpUrl.parse(http);
  }
}
