package drover.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the page posted. A field that is missing or of another kind is the caller's mistake. */
final class Body {
  private final JsonNode fields;

  private Body(JsonNode fields) {
    this.fields = fields;
  }

  static Body of(Context context, ObjectMapper json) {
    try {
      return new Body(json.readTree(context.bodyAsBytes()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("That is not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return field(name, JsonNodeType.STRING).asText();
  }

  boolean flag(String name) {
    return field(name, JsonNodeType.BOOLEAN).asBoolean();
  }

  double decimal(String name) {
    return field(name, JsonNodeType.NUMBER).asDouble();
  }

  long number(String name) {
    return field(name, JsonNodeType.NUMBER).asLong();
  }

  int index(String name) {
    JsonNode field = field(name, JsonNodeType.NUMBER);
    if (!field.canConvertToInt()) {
      throw new IllegalArgumentException("\"" + name + "\" is too large");
    }
    return field.asInt();
  }

  @Nullable Long numberOrNull(String name) {
    return fields.path(name).isMissingNode() || fields.path(name).isNull() ? null : number(name);
  }

  boolean flagOrFalse(String name) {
    return !fields.path(name).isMissingNode() && flag(name);
  }

  private JsonNode field(String name, JsonNodeType type) {
    JsonNode field = fields.path(name);
    if (field.getNodeType() != type) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must be a " + type.name().toLowerCase(Locale.ROOT));
    }
    return field;
  }
}
