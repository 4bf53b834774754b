package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The limits of a single value: allowed words, lengths in UTF-16 units and bytes, ranges. */
final class FieldRules {
  private static final Pattern COMMAND = Pattern.compile("[a-z0-9_]{1,32}");

  private FieldRules() {}

  static void check(String owner, Field field, JsonNode value) {
    boolean fine;
    if (value.isTextual()) {
      fine = allowed(field, value.asText()) && textFits(field, value.asText());
      boolean command = owner.equals("BotCommand") && field.name().equals("command");
      fine = fine && (!command || COMMAND.matcher(value.asText()).matches());
    } else if (value.isNumber()) {
      fine = allowed(field, value.asText()) && within(field, value.asDouble());
    } else if (value.isArray()) {
      fine = between(value.size(), field.minItems(), field.maxItems());
      boolean commands = owner.equals("setMyCommands") && field.name().equals("commands");
      fine = fine && (!commands || value.size() <= 100);
    } else {
      fine = true;
    }
    if (!fine) {
      throw ApiRefusal.invalid(RefusalTexts.broken(owner, field.name(), "is out of its limits"));
    }
  }

  private static boolean allowed(Field field, String text) {
    boolean anyCase = field.name().endsWith("parse_mode");
    return field.values().isEmpty()
        || field.values().stream()
            .anyMatch(value -> anyCase ? value.equalsIgnoreCase(text) : value.equals(text));
  }

  private static boolean textFits(Field field, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return between(bytes, field.minBytes(), field.maxBytes())
        && (field.parsed() || between(text.length(), field.minLength(), field.maxLength()));
  }

  private static boolean within(Field field, double number) {
    Long low = field.minimum();
    Long high = field.maximum();
    return (low == null || number >= low) && (high == null || number <= high);
  }

  private static boolean between(int size, @Nullable Integer low, @Nullable Integer high) {
    return (low == null || size >= low) && (high == null || size <= high);
  }
}
