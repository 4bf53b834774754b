package drover.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of a request, read strictly: every problem is an {@code INVALID_REQUEST}. A null
 * counts as an absent field.
 */
final class Body {
  private final JsonNode fields;

  Body(byte[] bytes, Set<String> allowed) {
    fields = parse(bytes);
    if (!fields.isObject()) {
      throw ApiError.invalid("The body must be a JSON object");
    }
    fields
        .properties()
        .forEach(
            field -> {
              if (!allowed.contains(field.getKey())) {
                throw ApiError.invalidField(field.getKey(), "is unknown");
              }
            });
  }

  String text(String name) {
    String value = optionalText(name);
    if (value == null) {
      throw ApiError.invalidField(name, "is required");
    }
    return value;
  }

  @Nullable String optionalText(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw ApiError.invalidField(name, "must be a string");
    }
    if (value.textValue().isBlank()) {
      throw ApiError.invalidField(name, "must not be blank");
    }
    return value.textValue();
  }

  @Nullable String choice(String name, Set<String> choices) {
    String value = optionalText(name);
    if (value != null && !choices.contains(value)) {
      throw ApiError.invalidField(name, "must be one of " + choices);
    }
    return value;
  }

  boolean flag(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw ApiError.invalidField(name, "must be true or false");
    }
    return value.booleanValue();
  }

  @Nullable Long number(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw ApiError.invalidField(name, "must be a whole number");
    }
    return value.longValue();
  }

  /** A decimal number; absent: the fallback. */
  double decimal(String name, double fallback) {
    JsonNode value = present(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isNumber()) {
      throw ApiError.invalidField(name, "must be a number");
    }
    return value.doubleValue();
  }

  Map<String, String> texts(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw ApiError.invalidField(name, "must be an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    value
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isTextual()) {
                throw ApiError.invalidField(name + "." + field.getKey(), "must be a string");
              }
              texts.put(field.getKey(), field.getValue().textValue());
            });
    return texts;
  }

  private @Nullable JsonNode present(String name) {
    JsonNode value = fields.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return Json.STRICT.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw ApiError.invalid("The body is not valid JSON");
    } catch (IOException e) {
      throw ApiError.invalid("The body is not UTF-8");
    }
  }
}
