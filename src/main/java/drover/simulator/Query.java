package drover.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request, read strictly: every problem is an {@code INVALID_REQUEST}. */
final class Query {
  private final Map<String, String> values = new HashMap<>();

  Query(@Nullable String raw, Set<String> allowed) {
    if (raw == null || raw.isEmpty()) {
      return;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!allowed.contains(name)) {
        throw ApiError.invalid("Unknown query parameter '" + name + "'");
      }
      if (values.put(name, value) != null) {
        throw ApiError.invalid("Query parameter '" + name + "' is given twice");
      }
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  int number(String name, int fallback, int least, int most) {
    String value = values.get(name);
    if (value == null) {
      return fallback;
    }
    if (!value.matches("\\d{1,9}")) {
      throw ApiError.invalid("Query parameter '" + name + "' must be a number");
    }
    int number = Integer.parseInt(value);
    if (number < least || number > most) {
      throw ApiError.invalid(
          "Query parameter '" + name + "' must be between " + least + " and " + most);
    }
    return number;
  }

  @Nullable String choice(String name, Set<String> choices) {
    String value = values.get(name);
    if (value != null && !choices.contains(value)) {
      throw ApiError.invalid("Query parameter '" + name + "' must be one of " + choices);
    }
    return value;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid("The query is not URL-encoded");
    }
  }
}
