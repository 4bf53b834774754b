package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;

/** One line of a command menu; the name without its slash. */
public record MenuCommand(String name, String description) {
  static MenuCommand read(JsonNode node) {
    return new MenuCommand(node.get("command").asText(), node.get("description").asText());
  }
}
