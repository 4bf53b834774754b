package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of text with a meaning; offset and length in UTF-16 units.
 *
 * @param type Telegram's name, such as {@code bold} or {@code text_link}
 * @param argument the link, the language of {@code pre}, the id of {@code text_mention} and {@code
 *     custom_emoji}, or the seconds of {@code date_time}
 * @param format how a {@code date_time} is to be shown
 */
public record TextEntity(
    String type, int offset, int length, @Nullable String argument, @Nullable String format) {

  static TextEntity of(String type, int offset, int length) {
    return new TextEntity(type, offset, length, null, null);
  }

  public int end() {
    return offset + length;
  }

  TextEntity at(int newOffset, int newLength) {
    return new TextEntity(type, newOffset, newLength, argument, format);
  }

  /** Reads an entity that has passed the validator. */
  static TextEntity read(ObjectNode node) {
    String type = node.get("type").asText();
    String argument =
        switch (type) {
          case "text_link" -> node.path("url").asText();
          case "pre" -> node.has("language") ? node.get("language").asText() : null;
          case "text_mention" -> node.path("user").path("id").asText();
          case "custom_emoji" -> node.path("custom_emoji_id").asText();
          case "date_time" -> node.path("unix_time").asText();
          default -> null;
        };
    String format = node.has("date_time_format") ? node.get("date_time_format").asText() : null;
    return new TextEntity(
        type, node.get("offset").asInt(), node.get("length").asInt(), argument, format);
  }

  ObjectNode toJson() {
    ObjectNode node = Json.object().put("type", type).put("offset", offset).put("length", length);
    if (argument == null) {
      return node;
    }
    switch (type) {
      case "text_link" -> node.put("url", argument);
      case "pre" -> node.put("language", argument);
      case "text_mention" ->
          node.putObject("user")
              .put("id", Long.parseLong(argument))
              .put("is_bot", false)
              .put("first_name", "User " + argument);
      case "custom_emoji" -> node.put("custom_emoji_id", argument);
      case "date_time" -> {
        node.put("unix_time", Long.parseLong(argument));
        if (format != null) {
          node.put("date_time_format", format);
        }
      }
      default -> {}
    }
    return node;
  }
}
