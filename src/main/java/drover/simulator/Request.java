package drover.simulator;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, and the call that it makes.
 *
 * @param id the session's, decoded; empty for calls without one
 */
record Request(
    ApiCall call,
    String id,
    String method,
    String path,
    @Nullable String query,
    @Nullable String authorization,
    @Nullable String contentType,
    BodySource source) {

  /** Reads at most so many bytes of the body. */
  interface BodySource {
    byte[] read(int most) throws IOException;
  }

  static Request of(
      String method,
      String path,
      @Nullable String query,
      @Nullable String authorization,
      @Nullable String contentType,
      BodySource source) {
    List<String> segments = segments(path);
    ApiCall call = segments == null ? ApiCall.UNKNOWN : callOf(method, segments);
    String id = segments != null && segments.size() > 2 ? segments.get(2) : "";
    return new Request(call, id, method, path, query, authorization, contentType, source);
  }

  /** Methods that this path takes; empty when nothing is there. */
  String allowedMethods() {
    List<String> segments = segments(path);
    if (segments == null) {
      return "";
    }
    List<String> allowed = new ArrayList<>();
    for (String candidate : List.of("GET", "POST")) {
      if (callOf(candidate, segments) != ApiCall.UNKNOWN) {
        allowed.add(candidate);
      }
    }
    return String.join(", ", allowed);
  }

  private static ApiCall callOf(String method, List<String> segments) {
    if (segments.size() < 2
        || segments.size() > 4
        || !segments.get(0).equals("api")
        || !segments.get(1).equals("sessions")
        || (segments.size() > 2 && segments.get(2).isEmpty())) {
      return ApiCall.UNKNOWN;
    }
    String last = segments.size() == 4 ? segments.get(3) : "";
    return switch (method + " " + segments.size() + last) {
      case "GET 2" -> ApiCall.LIST;
      case "POST 2" -> ApiCall.CREATE;
      case "GET 3" -> ApiCall.DETAILS;
      case "GET 4logs" -> ApiCall.LOGS;
      case "GET 4metrics" -> ApiCall.METRICS;
      case "POST 4kill" -> ApiCall.KILL;
      case "POST 4respawn" -> ApiCall.RESPAWN;
      default -> ApiCall.UNKNOWN;
    };
  }

  private static @Nullable List<String> segments(String path) {
    List<String> decoded = new ArrayList<>();
    try {
      for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
        decoded.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return decoded;
  }
}
