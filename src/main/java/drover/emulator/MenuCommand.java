package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;

/** One line of a command menu; the name is without slash. */
public record MenuCommand(String name, String description) {
  static MenuCommand read(JsonNode node) {
    return new MenuCommand(node.path("command").asText(), node.path("description").asText());
  }
}
