package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;

/** Reads numbers, truths and texts as leniently as Telegram: all of them may come as text. */
final class Scalars {
  private Scalars() {}

  static JsonNode number(String name, JsonNode given) {
    if (given.isIntegralNumber() && given.canConvertToLong()) {
      return LongNode.valueOf(given.longValue());
    }
    if (given.isFloatingPointNumber()) {
      return given;
    }
    if (given.isTextual()) {
      try {
        String text = given.asText();
        return text.contains(".")
            ? DoubleNode.valueOf(Double.parseDouble(text))
            : LongNode.valueOf(Long.parseLong(text));
      } catch (NumberFormatException e) {
        throw wrongType(name, "Number");
      }
    }
    throw wrongType(name, "Number");
  }

  /** Parameters of the method itself may be 0 and 1; inside objects a truth must be one. */
  static JsonNode bool(String name, JsonNode given, boolean top) {
    if (given.isBoolean()) {
      return given;
    }
    if (top && (given.isTextual() || given.isIntegralNumber())) {
      return switch (given.asText().toLowerCase(Locale.ROOT)) {
        case "true", "yes", "1" -> BooleanNode.TRUE;
        case "false", "no", "0" -> BooleanNode.FALSE;
        default -> throw wrongType(name, "Boolean");
      };
    }
    throw wrongType(name, "Boolean");
  }

  static JsonNode text(String name, JsonNode given) {
    if (!given.isTextual() && !given.isNumber()) {
      throw wrongType(name, "String");
    }
    String text = given.asText();
    if (hasLoneSurrogate(text)) {
      throw ApiRefusal.invalid("strings must be encoded in UTF-8");
    }
    return given.isTextual() ? given : TextNode.valueOf(text);
  }

  private static ApiRefusal wrongType(String name, String type) {
    return ApiRefusal.invalid("field \"" + name + "\" must be of type " + type);
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }
}
