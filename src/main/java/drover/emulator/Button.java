package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A button of an inline keyboard.
 *
 * @param style danger, success or primary; null for the plain one
 * @param value what the button carries: callback data, the link, the text to copy; else empty
 */
public record Button(String label, @Nullable String style, Kind kind, String value) {
  /** What happens on a press. */
  public enum Kind {
    CALLBACK,
    URL,
    COPY,
    OTHER
  }

  static List<List<Button>> rows(@Nullable String replyMarkup) {
    List<List<Button>> rows = new ArrayList<>();
    if (replyMarkup != null) {
      for (JsonNode row : Json.own(replyMarkup).path("inline_keyboard")) {
        rows.add(row.valueStream().map(Button::read).toList());
      }
    }
    return List.copyOf(rows);
  }

  private static Button read(JsonNode node) {
    String label = node.get("text").asText();
    String style = node.has("style") ? node.get("style").asText() : null;
    if (node.has("callback_data")) {
      return new Button(label, style, Kind.CALLBACK, node.get("callback_data").asText());
    }
    if (node.has("url")) {
      return new Button(label, style, Kind.URL, node.get("url").asText());
    }
    if (node.has("copy_text")) {
      return new Button(label, style, Kind.COPY, node.get("copy_text").path("text").asText());
    }
    return new Button(label, style, Kind.OTHER, "");
  }
}
