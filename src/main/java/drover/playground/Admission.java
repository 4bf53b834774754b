package drover.playground;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other pages in the same browser out. A foreign page gets past neither the host (it would
 * have to point a name of its own at this machine) nor the origin, and a form cannot send JSON.
 */
final class Admission {
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String OWN_FILES_ONLY =
      "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

  private Admission() {}

  static void check(Context context) {
    String host = context.host();
    if (!isLoopback(host)) {
      throw new ForbiddenResponse("The playground is for this machine only");
    }
    String origin = context.header("Origin");
    if (origin != null && !origin.equals("http://" + host)) {
      throw new ForbiddenResponse("Only the playground's own page may ask");
    }
    if (context.method().equals(HandlerType.POST) && !isJson(context.contentType())) {
      throw new UnsupportedMediaTypeResponse("JSON only");
    }
    context.header("Content-Security-Policy", OWN_FILES_ONLY);
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
  }

  private static boolean isJson(@Nullable String type) {
    return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }
}
